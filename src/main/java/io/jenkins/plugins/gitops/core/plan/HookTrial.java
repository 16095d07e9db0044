package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Parallel;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Applied;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.HookPolicy;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks the server, by dry runs, whether it would take the hooks of a deployment: one that it refuses in the middle would
 * stop a deployment half way. What it cannot know before the deployment has begun is no refusal: a namespace, a kind or
 * a service account that the deployment itself brings.
 */
final class HookTrial {
    /** For a hook whose object of an earlier run is in the way, but will be deleted first. */
    private static final String OTHER_NAME = "-dry-run";

    private static final int LONGEST_NAME = 63;

    private final ClusterGateway cluster;
    private final PlanOptions options;
    private final DesiredSet desired;

    HookTrial(ClusterGateway cluster, PlanOptions options, DesiredSet desired) {
        this.cluster = cluster;
        this.options = options;
        this.desired = desired;
    }

    /** @throws GitOpsException naming each hook that would be refused, with its file and line */
    void check(Collection<Hook> hooks) {
        List<GitOpsException> refusals = Parallel.map(
                        hooks, hook -> refusal(hook).orElse(null))
                .stream()
                .filter(Objects::nonNull)
                .toList();
        Problems.throwRefusals(refusals);
    }

    private Optional<GitOpsException> refusal(Hook hook) {
        Optional<ResourceType> type = cluster.type(hook.manifest().type());
        if (type.isEmpty()) {
            return Optional.empty(); // Comes with this deployment: anything else was refused before.
        }
        try {
            Applied applied = apply(type.get(), hook);
            boolean stuck = !applied.created() && hook.ends() && !isDeletedFirst(hook);
            return stuck ? Optional.of(problem(hook, Hook.STILL_THERE, null)) : Optional.empty();
        } catch (ClusterException e) {
            return switch (e.reason()) {
                // The permissions are told all at once, later; a Pod's service account may be in this very set.
                case FORBIDDEN -> Optional.empty();
                case NOT_FOUND ->
                    desired.declaresNamespace(hook.key().namespace())
                            ? Optional.empty()
                            : Optional.of(problem(hook, Refusal.of(e).getMessage(), e));
                case FIELD_CONFLICT ->
                    isDeletedFirst(hook) ? Optional.empty() : Optional.of(problem(hook, e.getMessage(), e));
                case INVALID -> invalid(type.get(), hook, e);
                default -> throw e;
            };
        }
    }

    /** The object of the last run cannot be made into the new one, and need not: it is deleted before. */
    private Optional<GitOpsException> invalid(ResourceType type, Hook hook, ClusterException refusal) {
        ClusterException last = refusal;
        if (isDeletedFirst(hook) && ReplaceRules.isImmutable(refusal)) {
            try {
                apply(type, underAnotherName(hook));
                return Optional.empty();
            } catch (ClusterException e) {
                last = e;
            }
        }
        return last.getMessage().contains("does not support dry run")
                ? Optional.empty()
                : Optional.of(problem(hook, last.getMessage(), last));
    }

    private Applied apply(ResourceType type, Hook hook) {
        return cluster.apply(type, hook.manifest().json(), new ApplyOptions(options.manager(), options.force(), true));
    }

    private static boolean isDeletedFirst(Hook hook) {
        return hook.isDeleted(HookPolicy.BEFORE_HOOK_CREATION);
    }

    private static Hook underAnotherName(Hook hook) {
        String name = hook.manifest().name();
        String other = name.substring(0, Math.min(name.length(), LONGEST_NAME - OTHER_NAME.length())) + OTHER_NAME;
        ObjectNode json = hook.manifest().json().deepCopy();
        json.withObject("/metadata").put("name", other);
        return hook.with(hook.manifest().with(json));
    }

    private static GitOpsException problem(Hook hook, String message, ClusterException cause) {
        return new GitOpsException(hook.manifest().origin() + ": the hook " + hook.key() + ": " + message, cause);
    }
}
