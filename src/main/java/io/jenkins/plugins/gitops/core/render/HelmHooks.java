package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.ApplyOrder;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.Comparator;

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

    /** A weight that is no number counts as 0, as in Helm. */
    private static int weight(Manifest hook) {
        try {
            return Integer.parseInt(hook.annotation(WEIGHT));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
