package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.fields.ObjectPattern;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.List;

/** What others allow to be deployed here. */
final class LimitChecks {
    private LimitChecks() {}

    static void kind(Manifest manifest, CheckedSet set, Check.Findings findings) {
        Limits limits = set.limits();
        if (limits.deniedKinds().stream().anyMatch(pattern -> isOf(manifest, pattern))) {
            findings.add("kind", manifest.type().groupKind() + " is not allowed here");
        } else if (!limits.kinds().isEmpty() && limits.kinds().stream().noneMatch(pattern -> isOf(manifest, pattern))) {
            findings.add(
                    "kind",
                    manifest.type().groupKind() + " is not allowed here; allowed: "
                            + String.join(", ", limits.kinds()));
        }
    }

    /** An object without a namespace goes to the target's, or to none. */
    static void namespace(Manifest manifest, CheckedSet set, Check.Findings findings) {
        List<String> allowed = set.limits().namespaces();
        boolean isNamespace = manifest.type().groupKind().equals("Namespace");
        String namespace = isNamespace ? manifest.name() : set.namespace(manifest);
        if (!allowed.isEmpty()
                && !namespace.isEmpty()
                && allowed.stream().noneMatch(pattern -> ObjectPattern.matches(pattern, namespace))) {
            findings.add(
                    isNamespace ? "metadata.name" : "metadata.namespace",
                    namespace + " is not allowed here; allowed: " + String.join(", ", allowed));
        }
    }

    private static boolean isOf(Manifest manifest, String pattern) {
        return ObjectPattern.ofKind(pattern).matches(manifest.key());
    }
}
