package io.jenkins.plugins.gitops.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A struct (named fields), a map (equal values), or a custom resource's mixture of both. */
public final class MapType implements Type {

    /** What the server prints when a field of a built-in kind has no value. */
    public enum Presence {
        /** Nothing: the field is a pointer or says omitempty. */
        OPTIONAL,
        /** Nothing, also when the request said zero or the empty string: a plain Go value with omitempty. */
        DROP_ZERO,
        /** The zero value: a plain Go value without omitempty, such as {@code resources: {}} of a container. */
        ALWAYS
    }

    /**
     * A named field.
     *
     * @param keyDefault the value that stands in for an absent field when it is the key of a list, or null
     */
    public record Field(Type type, Presence presence, JsonNode keyDefault) {

        /** What stands for the field in the key of a list item that lacks it; null when such an item has no key. */
        public JsonNode asKey() {
            // The server's OpenAPI document says that what is always printed has its zero value as the default.
            return keyDefault == null && presence == Presence.ALWAYS ? Scalars.zero(type) : keyDefault;
        }
    }

    private final String name;
    private final Map<String, Field> fields;
    private final Map<String, JsonNode> defaults;
    private Type values;
    private JsonNode schema;
    private final boolean atomic;

    private MapType(
            String name, Map<String, Field> fields, Map<String, JsonNode> defaults, Type values, boolean atomic) {
        this.name = name;
        this.fields = fields;
        this.defaults = defaults;
        this.values = values;
        this.atomic = atomic;
    }

    public static MapType struct(String name, boolean atomic) {
        return new MapType(name, new LinkedHashMap<>(), new LinkedHashMap<>(), null, atomic);
    }

    public static MapType of(Type values, boolean atomic) {
        return new MapType("", new LinkedHashMap<>(), new LinkedHashMap<>(), values, atomic);
    }

    /** The same struct used at a place where it is one leaf. */
    MapType asAtomic() {
        return new MapType(name, fields, defaults, values, true);
    }

    void add(String field, Field type) {
        fields.put(field, type);
    }

    void addDefault(String field, JsonNode value) {
        defaults.put(field, value);
    }

    /** Lets fields pass that have no name in the schema. */
    void allowUnknown(Type type) {
        values = type;
    }

    void describe(JsonNode openApi) {
        schema = openApi;
    }

    /** The {@code openAPIV3Schema} of a custom resource; null for anything else. */
    public JsonNode schema() {
        return schema;
    }

    /** Name of a built-in struct, such as {@code core.v1.Container}; empty otherwise. */
    public String name() {
        return name;
    }

    public boolean isAtomic() {
        return atomic;
    }

    public Map<String, Field> fields() {
        return fields;
    }

    public Map<String, JsonNode> defaults() {
        return defaults;
    }

    public boolean declares(String field) {
        return fields.containsKey(field);
    }

    /** The type of a field, or null when the schema does not know it. */
    public Type typeOf(String field) {
        Field known = fields.get(field);
        return known == null ? values : known.type();
    }
}
