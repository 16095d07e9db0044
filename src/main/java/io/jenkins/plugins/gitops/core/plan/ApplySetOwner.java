package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;

/**
 * An app with an inventory of ours: its objects carry the ApplySet's label.
 *
 * @param id the ApplySet's id
 */
record ApplySetOwner(String id) implements Owner {
    @Override
    public String selector() {
        return ApplySet.PART_OF + "=" + id;
    }

    @Override
    public boolean owns(JsonNode live) {
        return id.equals(label(live));
    }

    @Override
    public String other(JsonNode live) {
        String label = label(live);
        return label.isEmpty() || label.equals(id) ? "" : ApplySet.PART_OF + "=" + label;
    }

    @Override
    public Manifest stamp(Manifest manifest) {
        return Ownership.stamp(manifest, id);
    }

    private static String label(JsonNode live) {
        return Json.text(live, "metadata", "labels", ApplySet.PART_OF);
    }
}
