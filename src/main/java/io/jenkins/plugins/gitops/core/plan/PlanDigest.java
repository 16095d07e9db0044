package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;

/**
 * The digest that binds an approval to a prediction: target, declared objects and what would happen to each. Resource
 * versions are not in it, since every status update moves them; values of Secrets are in it through the digest of the
 * declared objects.
 */
final class PlanDigest {
    private PlanDigest() {}

    static String of(
            String app, String environment, String server, String namespace, String manifests, List<Change> changes) {
        ObjectNode plan = Json.object();
        plan.put("app", app).put("environment", environment).put("server", server);
        plan.put("namespace", namespace).put("manifests", manifests);
        ArrayNode list = plan.putArray("changes");
        for (Change change : changes) {
            ObjectNode entry = list.addObject();
            entry.put("key", change.key().toString());
            entry.put("version", change.type().version());
            entry.put("action", change.action().name());
            entry.put("uid", change.uid());
            ArrayNode fields = entry.putArray("fields");
            change.fields().forEach(field -> {
                ObjectNode difference = fields.addObject().put("path", field.path());
                difference.set("before", field.before().isMissingNode() ? null : field.before());
                difference.set("after", field.after().isMissingNode() ? null : field.after());
            });
        }
        return Digest.of(plan);
    }
}
