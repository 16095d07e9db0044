package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldSet;
import io.jenkins.plugins.gitops.core.fields.FieldStep;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Set;

/**
 * Which managers of an object are of the past, so that a deployment takes their place: kubectl's apply of either kind,
 * Helm's on its own objects, and whom the options name. People's edits and controllers are not among them.
 */
final class PastManagers {
    /** What a client-side apply has sent, as JSON: whoever owns it is a client-side applier (client-go's csaupgrade). */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    /** The server's name for whoever wrote an object that had no managers when it was applied first. */
    private static final String BEFORE_FIRST_APPLY = "before-first-apply";

    private static final String KUBECTL = "kubectl";
    private static final String HELM = "helm";

    private final ObjectNode object;
    private final ObjectNode declared;
    private final Set<String> named;

    /**
     * @param object the live object
     * @param declared what would be applied
     * @param named the managers that the options name
     */
    PastManagers(ObjectNode object, ObjectNode declared, Set<String> named) {
        this.object = object;
        this.declared = declared;
        this.named = named;
    }

    /** @return what the manager is known as; an empty string when it is not of the past */
    String words(ManagerEntry entry) {
        if (!entry.isMain()) {
            return "";
        }
        if (!entry.isApply() && ownsLastApplied(entry)) {
            return "kubectl apply";
        }
        return switch (entry.manager()) {
            case BEFORE_FIRST_APPLY -> entry.isApply() ? "" : "from before server-side apply";
            case KUBECTL -> entry.isApply() ? "kubectl apply --server-side" : onRequest(entry);
            case HELM -> isHelms() ? "Helm" : onRequest(entry);
            default -> onRequest(entry);
        };
    }

    private String onRequest(ManagerEntry entry) {
        return named.contains(entry.manager()) ? "as asked for" : "";
    }

    /**
     * What becomes ours of such a manager's fields. The server gives everything in an object to
     * {@code before-first-apply}, down to what controllers have written into it; of that only what we declare, and what
     * a client-side apply is known to have declared, is anybody's declaration.
     */
    FieldSet declared(ManagerEntry entry) {
        FieldSet fields = entry.fields();
        if (!entry.manager().equals(BEFORE_FIRST_APPLY) || named.contains(BEFORE_FIRST_APPLY)) {
            return fields;
        }
        ObjectNode annotation = Json.object();
        annotation
                .putObject("metadata")
                .putObject("annotations")
                .set(LAST_APPLIED, Json.at(object, "metadata", "annotations", LAST_APPLIED));
        return fields.within(declared).union(fields.within(annotation)).union(fields.within(lastApplied()));
    }

    private JsonNode lastApplied() {
        try {
            return Json.parse(Json.text(object, "metadata", "annotations", LAST_APPLIED));
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance(); // Somebody has written into the annotation: it tells nothing.
        }
    }

    private static boolean ownsLastApplied(ManagerEntry entry) {
        return Json.at(entry.json(), "fieldsV1", "f:metadata", "f:annotations").has(FieldStep.field(LAST_APPLIED));
    }

    private boolean isHelms() {
        return "Helm".equals(Json.text(object, "metadata", "labels", "app.kubernetes.io/managed-by"));
    }
}
