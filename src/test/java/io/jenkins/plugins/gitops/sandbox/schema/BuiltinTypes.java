package io.jenkins.plugins.gitops.sandbox.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.MapType.Field;
import io.jenkins.plugins.gitops.sandbox.schema.MapType.Presence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types of the built-in kinds, read from {@code types.txt} and {@code defaults.txt}; see there for the notation. */
public final class BuiltinTypes {

    private static final BuiltinTypes ALL = load();

    private final Map<String, MapType> types = new HashMap<>();

    private BuiltinTypes() {}

    /** The struct of a built-in kind, such as {@code apps.v1.Deployment}. */
    public static MapType named(String name) {
        MapType type = ALL.types.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no built-in type " + name);
        }
        return type;
    }

    public static MapType objectMeta() {
        return named("meta.v1.ObjectMeta");
    }

    private static BuiltinTypes load() {
        BuiltinTypes all = new BuiltinTypes();
        List<String> lines = Resources.lines("types.txt");
        for (String line : lines) {
            if (!line.startsWith(" ")) {
                boolean atomic = line.endsWith("!");
                String name = atomic ? line.substring(0, line.length() - 1) : line;
                all.types.put(name, MapType.struct(name, atomic));
            }
        }
        MapType current = null;
        for (String line : lines) {
            if (line.startsWith(" ")) {
                all.field(current, line.trim());
            } else {
                current = all.types.get(line.replace("!", ""));
            }
        }
        for (String line : Resources.lines("defaults.txt")) {
            String[] words = line.split(" ", 3);
            all.types.get(words[0]).addDefault(words[1], Json.parse(words[2]));
        }
        return all;
    }

    private void field(MapType owner, String text) {
        int colon = text.indexOf(':');
        String name = text.substring(0, colon);
        String type = text.substring(colon + 1);
        Presence presence = Presence.OPTIONAL;
        if (name.endsWith("?")) {
            presence = Presence.DROP_ZERO;
        } else if (name.endsWith("^")) {
            presence = Presence.ALWAYS;
        }
        int equals = type.indexOf('=');
        String keyDefault = equals < 0 ? null : type.substring(equals + 1);
        owner.add(
                presence == Presence.OPTIONAL ? name : name.substring(0, name.length() - 1),
                new Field(
                        type(equals < 0 ? type : type.substring(0, equals)),
                        presence,
                        keyDefault == null ? null : JsonNodeFactory.instance.textNode(keyDefault)));
    }

    private Type type(String text) {
        if (text.startsWith("[")) {
            return list(text.substring(1, text.length() - 1));
        }
        if (text.startsWith("{")) {
            boolean atomic = text.endsWith("!}");
            return MapType.of(type(text.substring(1, text.length() - (atomic ? 2 : 1))), atomic);
        }
        return switch (text) {
            case "str" -> Type.Scalar.STRING;
            case "int" -> Type.Scalar.INTEGER;
            case "num" -> Type.Scalar.NUMBER;
            case "bool" -> Type.Scalar.BOOLEAN;
            case "ios" -> Type.Scalar.INT_OR_STRING;
            case "qty" -> Type.Scalar.QUANTITY;
            case "time" -> Type.Scalar.TIME;
            case "utime" -> Type.Scalar.MICRO_TIME;
            case "b64" -> Type.Scalar.BYTES;
            case "any" -> Type.Any.GRANULAR;
            case "raw" -> Type.Any.ATOMIC;
            default ->
                text.endsWith("!")
                        ? types.get(text.substring(0, text.length() - 1)).asAtomic()
                        : types.get(text);
        };
    }

    private ListType list(String text) {
        int patch = text.indexOf('~');
        if (patch >= 0) {
            return new ListType(
                    type(text.substring(0, patch)), ListType.Kind.ATOMIC, List.of(), text.substring(patch + 1));
        }
        int bar = text.lastIndexOf('|');
        if (bar < 0) {
            return ListType.atomic(type(text));
        }
        Type item = type(text.substring(0, bar));
        if (bar == text.length() - 1) {
            return new ListType(item, ListType.Kind.SET, List.of(), "");
        }
        List<String> keys = List.of(text.substring(bar + 1).split(","));
        return new ListType(item, ListType.Kind.MAP, keys, keys.get(0));
    }
}
