package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.List;

/**
 * What the plan holds for one object. Everything in it is masked and may be shown.
 *
 * @param key the object, with its namespace when it is namespaced
 * @param type the type in the version that the source declares; for a prune, the version of the inventory
 * @param action what would be done
 * @param uid the UID of the live object, empty when there is none
 * @param fields the differing fields, in the order of their paths; empty for unchanged
 * @param before the live object without noise, masked; a missing node when there is none, or when a declared object
 *     stays as it is: ten thousand of them would be the largest part of every record, and say nothing
 * @param after the predicted object without noise, masked; a missing node when there will be none, or as above
 * @param reason why the action is what it is, where that needs words; else empty
 * @param warnings what the server warned of
 */
public record Change(
        ResourceKey key,
        GroupVersionKind type,
        Action action,
        String uid,
        List<FieldDiff> fields,
        JsonNode before,
        JsonNode after,
        String reason,
        List<String> warnings) {}
