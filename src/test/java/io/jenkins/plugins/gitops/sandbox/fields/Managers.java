package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.fields.ManagerId.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The {@code managedFields} of one object: who owns which fields, as of when. */
public final class Managers {

    /**
     * What one manager owns.
     *
     * @param apiVersion the version in which the paths are written
     * @param time when it last changed, RFC 3339 in seconds
     */
    public record Entry(FieldSet fields, String apiVersion, String time) {
        Entry with(FieldSet changed) {
            return new Entry(changed, apiVersion, time);
        }
    }

    final Map<ManagerId, Entry> entries = new TreeMap<>();

    /** Reads {@code managedFields}; an entry that makes no sense is an {@link IllegalArgumentException}. */
    public static Managers decode(JsonNode managedFields) {
        Managers out = new Managers();
        for (JsonNode entry : managedFields) {
            Operation operation =
                    switch (Json.text(entry, "operation")) {
                        case "Apply" -> Operation.APPLY;
                        case "Update" -> Operation.UPDATE;
                        default -> throw new IllegalArgumentException("operation must be `Apply` or `Update`");
                    };
            String apiVersion = Json.text(entry, "apiVersion");
            if (apiVersion.isEmpty()) {
                throw new IllegalArgumentException("apiVersion must not be empty");
            }
            if (!Json.text(entry, "fieldsType").equals("FieldsV1")) {
                throw new IllegalArgumentException("missing fieldsType in managed fields entry " + out.entries.size());
            }
            ManagerId id = new ManagerId(
                    Json.text(entry, "manager"),
                    operation,
                    operation == Operation.APPLY ? "" : apiVersion,
                    Json.text(entry, "subresource"));
            String time = entry.hasNonNull("time") ? Json.text(entry, "time") : null;
            out.entries.put(id, new Entry(FieldsV1.decode(entry.path("fieldsV1")), apiVersion, time));
        }
        return out;
    }

    public ArrayNode encode() {
        List<Map.Entry<ManagerId, Entry>> sorted = new ArrayList<>(entries.entrySet());
        // Appliers first, then by time; the map's own order breaks ties.
        sorted.sort(Comparator.<Map.Entry<ManagerId, Entry>, Operation>comparing(
                        e -> e.getKey().operation())
                .thenComparing(
                        e -> e.getValue().time() == null ? "" : e.getValue().time()));
        ArrayNode out = Json.array();
        sorted.forEach(e -> out.add(encode(e.getKey(), e.getValue())));
        return out;
    }

    private static ObjectNode encode(ManagerId id, Entry entry) {
        ObjectNode out = Json.object();
        out.put("manager", id.manager());
        out.put("operation", id.operation().text());
        out.put("apiVersion", entry.apiVersion());
        if (entry.time() != null) {
            out.put("time", entry.time());
        }
        out.put("fieldsType", "FieldsV1");
        out.set("fieldsV1", FieldsV1.encode(entry.fields()));
        if (!id.subresource().isEmpty()) {
            out.put("subresource", id.subresource());
        }
        return out;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void dropEmpty() {
        entries.values().removeIf(entry -> entry.fields().isEmpty());
    }

    Managers copy() {
        Managers out = new Managers();
        out.entries.putAll(entries);
        return out;
    }
}
