package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.ApplyOrder;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Helm hooks: objects that an annotation makes no part of the deployed set, test hooks among them. */
final class HelmHooks {
    private static final String HOOK = "helm.sh/hook";
    private static final String WEIGHT = "helm.sh/hook-weight";

    /** The order in which Helm runs them: weight, kind, name. */
    static final Comparator<Manifest> ORDER =
            Comparator.comparingInt(HelmHooks::weight).thenComparing(ApplyOrder.comparator());

    private HelmHooks() {}

    /** @return whether the object is a hook */
    static boolean isHook(Manifest manifest) {
        return !manifest.annotation(HOOK).isBlank();
    }

    /**
     * @return a warning when a deployment lacks something without these hooks: all but test hooks, which Helm itself runs
     *     only on request
     */
    static Optional<String> notRun(List<Manifest> hooks) {
        List<String> names = hooks.stream()
                .filter(hook -> !hook.annotation(HOOK).strip().startsWith("test"))
                .map(hook -> hook.key().shortName() + " (" + hook.annotation(HOOK) + ")")
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("Helm hooks are not run: " + String.join(", ", names)
                        + "; run them yourself where the app needs them");
    }

    /** A weight that is no number counts as 0, as in Helm. */
    private static int weight(Manifest hook) {
        try {
            return Integer.parseInt(hook.annotation(WEIGHT));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
