package io.jenkins.plugins.gitops.core.fields;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the values in an object that nobody may see: those of a Secret, those that rules name, and annotations in which
 * a tool has kept a copy of any of them. What an object is, is told by the object itself and never by whoever asks.
 */
public final class SensitiveFields {
    private static final List<String> VALUES = List.of("data", "stringData");
    /** Copies of whole objects (kubernetes/kubectl#1453, carvel-dev/kapp#90). */
    private static final List<String> COPIES =
            List.of("kubectl.kubernetes.io/last-applied-configuration", "kapp.k14s.io/original");
    /** Shorter values, such as "true", stand in many an annotation by chance. */
    private static final int SHORTEST_COPY = 4;

    private SensitiveFields() {}

    /** @return whether the object is a Secret of Kubernetes */
    public static boolean isSecret(JsonNode object) {
        return "v1".equals(Json.text(object, "apiVersion")) && "Secret".equals(Json.text(object, "kind"));
    }

    /** @return whether nothing in such an object is ever sensitive */
    public static boolean isNeverIn(JsonNode object, FieldRules rules) {
        return !isSecret(object) && rules.sensitive(key(object)).isEmpty();
    }

    /** @return the fields with sensitive values, none of them inside of another */
    public static List<JsonPointer> of(JsonNode object, FieldRules rules) {
        Set<JsonPointer> found = new LinkedHashSet<>();
        if (isSecret(object)) {
            VALUES.forEach(name -> entries(object, JsonPointer.empty().appendProperty(name), found));
            COPIES.forEach(name -> add(object, annotation(name), found));
        }
        rules.sensitive(key(object)).forEach(selector -> found.addAll(selector.select(object)));
        if (!found.isEmpty()) {
            copies(object, found);
        }
        return found.stream().filter(field -> !isInside(field, found)).toList();
    }

    /** @return the same for each of several objects */
    public static List<List<JsonPointer>> ofEach(List<Manifest> manifests, FieldRules rules) {
        return manifests.stream().map(manifest -> of(manifest.json(), rules)).toList();
    }

    /** @return the texts of a value, each as it is and in base64, decoded too where it is a Secret's */
    public static Set<String> forms(JsonNode value) {
        Set<String> forms = new LinkedHashSet<>();
        collect(value, forms);
        return forms;
    }

    private static void collect(JsonNode value, Set<String> forms) {
        if (!value.isValueNode()) {
            value.forEach(element -> collect(element, forms));
            return;
        }
        String text = value.asText();
        forms.add(text);
        forms.add(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        String json = Json.write(value);
        forms.add(value.isTextual() ? json.substring(1, json.length() - 1) : json);
        try {
            String decoded = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            forms.add(decoded);
            String escaped = Json.write(Json.MAPPER.getNodeFactory().textNode(decoded));
            forms.add(escaped.substring(1, escaped.length() - 1));
        } catch (IllegalArgumentException e) {
            // Not base64.
        }
    }

    private static void entries(JsonNode object, JsonPointer field, Set<JsonPointer> found) {
        JsonNode values = object.at(field);
        if (values.isObject()) {
            values.fieldNames().forEachRemaining(name -> found.add(field.appendProperty(name)));
        } else {
            add(object, field, found);
        }
    }

    private static void add(JsonNode object, JsonPointer field, Set<JsonPointer> found) {
        if (!object.at(field).isMissingNode()) {
            found.add(field);
        }
    }

    private static void copies(JsonNode object, Set<JsonPointer> found) {
        Set<String> texts = new LinkedHashSet<>();
        found.forEach(field -> texts.addAll(forms(object.at(field))));
        texts.removeIf(text -> text.length() < SHORTEST_COPY);
        List<JsonPointer> copies = new ArrayList<>();
        Json.at(object, "metadata", "annotations").properties().forEach(annotation -> {
            String value = annotation.getValue().asText();
            if (texts.stream().anyMatch(value::contains)) {
                copies.add(annotation(annotation.getKey()));
            }
        });
        found.addAll(copies);
    }

    private static JsonPointer annotation(String name) {
        return JsonPointer.compile("/metadata/annotations").appendProperty(name);
    }

    private static boolean isInside(JsonPointer field, Set<JsonPointer> others) {
        for (JsonPointer outer = field.head(); outer != null; outer = outer.head()) {
            if (others.contains(outer)) {
                return true;
            }
        }
        return false;
    }

    private static ResourceKey key(JsonNode object) {
        GroupVersionKind type = GroupVersionKind.of(Json.text(object, "apiVersion"), Json.text(object, "kind"));
        return new ResourceKey(
                type.group(),
                type.kind(),
                Json.text(object, "metadata", "namespace"),
                Json.text(object, "metadata", "name"));
    }
}
