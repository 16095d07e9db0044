package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import io.jenkins.plugins.gitops.sandbox.schema.Type;
import java.util.Collections;
import java.util.Iterator;

/** Small questions that merging and comparing ask of two values of which one may be absent (null). */
final class Shapes {

    private static final MapType UNKNOWN_MAP = MapType.of(Type.Any.GRANULAR, false);

    private Shapes() {}

    /** The declared type; content without a schema is taken as what it looks like. */
    static Type of(Type declared, JsonNode left, JsonNode right) {
        boolean map = (left == null || left.isObject()) && (right == null || right.isObject());
        return declared == Type.Any.GRANULAR && map ? UNKNOWN_MAP : declared;
    }

    static boolean isEmpty(JsonNode container) {
        return container == null || container.isNull() || (container.isContainerNode() && container.isEmpty());
    }

    static Iterator<String> names(JsonNode map) {
        return map == null ? Collections.emptyIterator() : map.fieldNames();
    }

    static JsonNode get(JsonNode map, String name) {
        return map == null ? null : map.get(name);
    }
}
