package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.values.NullValue;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An object's fields as the values that CEL works on. */
final class CelValues {
    private CelValues() {}

    /**
     * @return a value for each of {@link Cel#VARIABLES}; a field that the object does not have is empty, so that
     *     {@code has(status.x)} is false before there is a status
     */
    static Map<String, Object> of(ObjectNode live) {
        Map<String, Object> values = new HashMap<>();
        Cel.VARIABLES.forEach(name -> values.put(name, of(live.has(name) ? live.get(name) : Json.object())));
        values.put("self", of((JsonNode) live));
        return values;
    }

    private static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new HashMap<>();
                node.properties().forEach(field -> map.put(field.getKey(), of(field.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                node.forEach(item -> list.add(of(item)));
                yield list;
            }
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case STRING -> node.textValue();
            default -> NullValue.NULL_VALUE;
        };
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.doubleValue();
    }
}
