package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Cause;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.fields.FieldSet;
import io.jenkins.plugins.gitops.core.inventory.Annotations;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which objects are deleted and created anew because a field of theirs cannot be changed: only where the server says
 * just that, and only objects for which somebody has allowed it. Every other refusal stays one, above all a conflict:
 * who takes those for the same loses objects (fluxcd/flux2#4392).
 */
final class ReplaceRules {
    private static final int UNPROCESSABLE = 422;
    /** Kubernetes has no machine word for it; these are what its validations and those of CRDs say. */
    private static final Pattern IMMUTABLE = Pattern.compile(
            "immutable|updates to .* are forbidden|(may not|cannot|can not|can't) (be )?(change|update|modif)",
            Pattern.CASE_INSENSITIVE);
    /** What would be lost with an object that is never replaced. */
    private static final Map<String, String> NEVER = Map.of(
            "PersistentVolume", "its data would be at risk",
            "PersistentVolumeClaim", "its data would go with it",
            "Namespace", "everything in it would go with it",
            "CustomResourceDefinition.apiextensions.k8s.io", "all objects of its kind would go with it");

    private final ClusterGateway cluster;
    private final PlanOptions options;

    ReplaceRules(ClusterGateway cluster, PlanOptions options) {
        this.cluster = cluster;
        this.options = options;
    }

    /** @return whether the server says that nothing but a field which cannot be changed is in the way */
    static boolean isImmutable(ClusterException refusal) {
        if (refusal.reason() != Reason.INVALID || refusal.code() != UNPROCESSABLE) {
            return false;
        }
        List<Cause> causes = refusal.causes();
        return causes.isEmpty()
                ? IMMUTABLE.matcher(refusal.getMessage()).find()
                : causes.stream()
                        .allMatch(cause -> IMMUTABLE.matcher(cause.message()).find());
    }

    /**
     * @param refusal the server's word about a field that cannot be changed
     * @return the replacement: the diff is that of what is declared, since what the server will fill in and what others
     *     will set again is not known before
     * @throws GitOpsException when nobody has allowed it, when it is never done, or when the object could not be created
     *     anew either
     */
    Change change(Desired desired, ObjectNode live, Handover managers, ClusterException refusal) {
        String never = NEVER.get(desired.key().groupKind());
        if (never != null) {
            throw new GitOpsException(
                    refusal.getMessage() + ". It is never deleted and created anew: " + never
                            + ". Take the change back, or move to a new object of another name by hand.",
                    refusal);
        }
        boolean annotated = "enabled".equals(desired.manifest().annotation(Annotations.REPLACE))
                && !options.protectedKinds().adds(desired.key());
        if (!annotated && !options.consent().toReplace(desired.key())) {
            throw new GitOpsException(
                    refusal.getMessage() + ". To have it deleted and created anew, allow that: --allow-replace "
                            + desired.key().shortName() + ", or annotate it with " + Annotations.REPLACE
                            + ": enabled",
                    refusal);
        }
        String tried = tryCreate(desired);
        ObjectNode declared = desired.manifest().json();
        FieldSet ours = managers.ours();
        FieldSet others = managers.others();
        ObjectNode left = (ObjectNode) ours.removeFrom(live, others.union(ours.within(declared)));
        return Changes.difference(
                desired,
                Action.REPLACE,
                live,
                Overlay.of(left, declared, ours.union(others)),
                "deleted and created anew, since it cannot be changed: " + words(refusal) + tried,
                List.of(),
                options);
    }

    private static String words(ClusterException refusal) {
        List<String> causes = refusal.causes().stream()
                .map(cause -> cause.field() + ": " + cause.message().replaceFirst("^.*: ", ""))
                .distinct()
                .toList();
        return causes.isEmpty() ? refusal.getMessage() : String.join("; ", causes);
    }

    /** Tries under another name whether the object can be created at all, so that nothing is deleted in vain. */
    private String tryCreate(Desired desired) {
        ObjectNode trial = desired.manifest().json().deepCopy();
        String name = desired.key().name();
        String suffix = "-"
                + Digest.of(desired.manifest().json())
                        .replaceFirst("sha256:", "")
                        .substring(0, 10);
        trial.withObject("/metadata")
                .put("name", name.substring(0, Math.min(name.length(), 63 - suffix.length())) + suffix);
        try {
            cluster.apply(desired.type(), trial, new ApplyOptions(options.manager(), true, true));
            return "";
        } catch (ClusterException e) {
            // A port or an address that the live object has is free once it is gone.
            boolean held = e.reason() == Reason.INVALID && e.getMessage().contains("already allocated");
            if (e.reason() == Reason.INVALID && !held) {
                throw new GitOpsException(
                        "it cannot be changed, and it cannot be created anew either: " + e.getMessage(), e);
            }
            return ". Whether the server accepts the new one was not to be found out: " + e.getMessage();
        }
    }
}
