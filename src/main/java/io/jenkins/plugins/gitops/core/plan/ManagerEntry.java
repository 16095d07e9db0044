package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldSet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;

/**
 * One entry of {@code metadata.managedFields}.
 *
 * @param json the entry as the server has it
 */
record ManagerEntry(JsonNode json) {

    /** @return the entries of an object, in the server's order: appliers first, then by time */
    static List<ManagerEntry> of(JsonNode object) {
        return Json.elements(object, "metadata", "managedFields")
                .map(ManagerEntry::new)
                .toList();
    }

    String manager() {
        return Json.text(json, "manager");
    }

    String apiVersion() {
        return Json.text(json, "apiVersion");
    }

    /** @return whether it comes from server-side apply, else from a create, an update or a patch */
    boolean isApply() {
        return "Apply".equals(Json.text(json, "operation"));
    }

    /** @return whether it is about the object itself, not about {@code status} or {@code scale} */
    boolean isMain() {
        return Json.text(json, "subresource").isEmpty();
    }

    FieldSet fields() {
        return new FieldSet(json.path("fieldsV1"));
    }

    /** @return the entry in another API version, as if its fields were called the same there */
    ManagerEntry inVersion(String apiVersion) {
        ObjectNode copy = json.deepCopy();
        return new ManagerEntry(copy.put("apiVersion", apiVersion));
    }

    /** @return the entry of an applier with other fields, in the same version and of the same time */
    ManagerEntry appliedBy(String manager, FieldSet fields) {
        ObjectNode copy = json.deepCopy();
        copy.put("manager", manager).put("operation", "Apply");
        copy.set("fieldsV1", fields.json());
        return new ManagerEntry(copy);
    }
}
