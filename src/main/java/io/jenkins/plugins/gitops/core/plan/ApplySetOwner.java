package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.List;

/**
 * An app with an inventory of ours: its objects carry the ApplySet's label, or that of the app's former name.
 *
 * @param ids the ids of the ApplySets, the app's own first
 */
record ApplySetOwner(List<String> ids) implements Owner {
    ApplySetOwner(String id) {
        this(List.of(id));
    }

    @Override
    public String id() {
        return ids.get(0);
    }

    @Override
    public String selector() {
        return ApplySet.selector(ids);
    }

    @Override
    public boolean owns(JsonNode live) {
        return ids.contains(Json.text(live, "metadata", "labels", ApplySet.PART_OF));
    }

    @Override
    public Manifest stamp(Manifest manifest) {
        return Ownership.stamp(manifest, ids.get(0));
    }
}
