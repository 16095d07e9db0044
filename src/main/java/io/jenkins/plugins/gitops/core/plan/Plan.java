package io.jenkins.plugins.gitops.core.plan;

import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a deployment would do to the cluster, object by object. Masked throughout: it may be shown and stored.
 *
 * @param app the app
 * @param environment the environment
 * @param server the API server's URL
 * @param namespace the environment's namespace
 * @param manifestsDigest the digest of the declared objects as they would be sent
 * @param changes one entry an object, in the order in which they would be applied, prunes last
 * @param digest {@code sha256:…} over target, manifests and predicted changes; a later apply by this digest is refused
 *     when the prediction differs
 * @param warnings what people should know, one a line
 */
public record Plan(
        String app,
        String environment,
        String server,
        String namespace,
        String manifestsDigest,
        List<Change> changes,
        String digest,
        List<String> warnings) {
    public Plan {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }

    /** @return this plan with other warnings; its digest stays, since they change nothing that would be done */
    public Plan withWarnings(List<String> newWarnings) {
        return new Plan(app, environment, server, namespace, manifestsDigest, changes, digest, newWarnings);
    }

    /** @return whether applying it would touch any object */
    public boolean hasChanges() {
        return changes.stream().anyMatch(change -> change.action().isChange());
    }

    /** @return how many objects each action has, without actions that no object has */
    public Map<Action, Long> counts() {
        Map<Action, Long> counts = new TreeMap<>();
        changes.forEach(change -> counts.merge(change.action(), 1L, Long::sum));
        return counts;
    }

    /** @return {@code 2 to create, 1 to update, 5 unchanged} */
    public String summary() {
        Map<Action, Long> counts = counts();
        if (counts.isEmpty()) {
            return "no objects";
        }
        StringBuilder text = new StringBuilder();
        counts.forEach((action, count) -> text.append(text.length() == 0 ? "" : ", ")
                .append(count)
                .append(
                        switch (action) {
                            case CREATE -> " to create";
                            case UPDATE -> " to update";
                            case REPLACE -> " to replace";
                            case UNCHANGED -> " unchanged";
                            case CONFLICT -> " in conflict";
                            case PRUNE -> " to prune";
                            case RUN -> count == 1 ? " hook to run" : " hooks to run";
                            case UNKNOWN -> " not predictable";
                        }));
        return text.toString();
    }

    /** @return the changes by their objects, in order */
    public Map<ResourceKey, Change> byKey() {
        Map<ResourceKey, Change> map = new LinkedHashMap<>();
        changes.forEach(change -> map.put(change.key(), change));
        return map;
    }
}
