package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.git.Commit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the checks are told of source and target.
 *
 * @param namespace the target's namespace; empty when unknown
 * @param kubeVersion the target's version ({@code 1.33}, {@code v1.33.2}); asked for only when a manifest's API version
 *     depends on it, and empty when unknown
 * @param commit the commit that was rendered; empty when the source is not in Git
 */
public record Situation(String namespace, Supplier<String> kubeVersion, Optional<Commit> commit) {
    /** Nothing is known. */
    public static final Situation UNKNOWN = new Situation("", () -> "", Optional.empty());
}
