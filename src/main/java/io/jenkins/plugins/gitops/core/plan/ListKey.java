package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What names the elements of a list, so that a diff compares like with like when elements come and go. The candidates
 * are the keys of Kubernetes' own associative lists; the first that every element has, each with another value, is it.
 */
final class ListKey {
    private static final List<List<String>> CANDIDATES = List.of(
            List.of("name"),
            List.of("mountPath"),
            List.of("containerPort", "protocol"),
            List.of("containerPort"),
            List.of("port", "protocol"),
            List.of("port"),
            List.of("type"),
            List.of("key"),
            List.of("ip"),
            List.of("host"),
            List.of("topologyKey", "whenUnsatisfiable"));

    private final List<String> fields;

    private ListKey(List<String> fields) {
        this.fields = fields;
    }

    /** @return the key that fits both lists, or empty when there is none */
    static Optional<ListKey> of(JsonNode before, JsonNode after) {
        return CANDIDATES.stream()
                .map(ListKey::new)
                .filter(key -> key.fits(before) && key.fits(after))
                .findFirst();
    }

    /** @return the elements by their names, in the order of the list */
    Map<String, JsonNode> index(JsonNode list) {
        Map<String, JsonNode> index = new LinkedHashMap<>();
        list.forEach(element -> index.put(name(element), element));
        return index;
    }

    private boolean fits(JsonNode list) {
        Set<String> names = new HashSet<>();
        for (JsonNode element : list) {
            if (!element.path(fields.get(0)).isValueNode() || !names.add(name(element))) {
                return false;
            }
        }
        return true;
    }

    private String name(JsonNode element) {
        StringBuilder name = new StringBuilder();
        for (String field : fields) {
            JsonNode value = element.path(field);
            if (value.isValueNode()) {
                name.append(name.length() == 0 ? "" : "/").append(value.asText());
            }
        }
        return name.toString();
    }
}
