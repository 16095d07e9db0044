package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.schema.ListType;
import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import io.jenkins.plugins.gitops.sandbox.schema.MapType.Presence;
import io.jenkins.plugins.gitops.sandbox.schema.Scalars;
import io.jenkins.plugins.gitops.sandbox.schema.Type;
import java.util.Map;

/**
 * What the way to etcd and back does to a built-in object: protobuf has no empty lists, so {@code rules: []} comes back
 * as {@code rules: null}. A dry run does not go that way.
 */
final class Roundtrip {

    private Roundtrip() {}

    static ObjectNode of(MapType type, ObjectNode object) {
        ObjectNode out = object.deepCopy();
        walk(type, out);
        return out;
    }

    private static void walk(Type type, JsonNode value) {
        if (type instanceof MapType map && value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                MapType.Field field = map.fields().get(entry.getKey());
                boolean struct = field != null
                        && field.type() instanceof MapType known
                        && !known.name().isEmpty();
                boolean empty =
                        entry.getValue().isContainerNode() && entry.getValue().isEmpty();
                if (field != null && field.presence() == Presence.ALWAYS && empty && !struct) {
                    entry.setValue(Scalars.zero(field.type()));
                } else {
                    walk(map.typeOf(entry.getKey()), entry.getValue());
                }
            }
        } else if (type instanceof ListType list) {
            value.forEach(item -> walk(list.item(), item));
        }
    }
}
