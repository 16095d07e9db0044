package io.jenkins.plugins.gitops.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills in the defaults that depend on nothing but the type: {@code defaults.txt}, and those of a CRD's schema. */
public final class Defaults {

    private Defaults() {}

    public static void fill(Type type, JsonNode value) {
        if (type instanceof MapType map && value instanceof ObjectNode object) {
            map.defaults().forEach((name, content) -> {
                JsonNode present = object.get(name);
                if (present == null
                        || present.isNull()
                        || (present.isTextual() && present.textValue().isEmpty())) {
                    object.set(name, content.deepCopy());
                }
            });
            object.properties().forEach(entry -> {
                Type field = map.typeOf(entry.getKey());
                if (field != null) {
                    fill(field, entry.getValue());
                }
            });
        } else if (type instanceof ListType list) {
            value.forEach(item -> fill(list.item(), item));
        }
    }
}
