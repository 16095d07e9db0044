package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.policy.ApiLifecycle.Stage;
import java.util.Optional;

/** Whether the target serves the API version that an object is written in, and for how long. */
final class LifecycleChecks {
    private LifecycleChecks() {}

    static void removed(Manifest manifest, CheckedSet set, Check.Findings findings) {
        ApiLifecycle.of(manifest.type())
                .ifPresent(stage -> set.target()
                        .filter(stage::isRemovedIn)
                        .ifPresent(target -> findings.add(
                                "apiVersion",
                                gone(manifest.type(), stage) + ", and the target is " + target + "; "
                                        + stage.advice())));
    }

    /** When nobody knows the target, what some released version no longer serves is told here. */
    static void deprecated(Manifest manifest, CheckedSet set, Check.Findings findings) {
        ApiLifecycle.of(manifest.type()).ifPresent(stage -> {
            Optional<KubernetesVersion> target = set.target();
            if (target.isEmpty() && stage.isRemovedIn(ApiLifecycle.NEWEST)) {
                findings.add("apiVersion", gone(manifest.type(), stage) + "; " + stage.advice());
            } else if (target.filter(stage::isRemovedIn).isEmpty()
                    && stage.isDeprecatedIn(target.orElse(ApiLifecycle.NEWEST))) {
                findings.add(
                        "apiVersion",
                        manifest.type() + " is deprecated since Kubernetes " + stage.deprecated()
                                + stage.removed()
                                        .map(version -> " and will be gone in " + version)
                                        .orElse("")
                                + "; " + stage.advice());
            }
        });
    }

    private static String gone(GroupVersionKind type, Stage stage) {
        return type + " is not served from Kubernetes " + stage.removed().orElseThrow() + " on";
    }
}
