package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import io.jenkins.plugins.gitops.core.manifest.GuardedDigest;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a source declares.
 *
 * @param manifests the objects, deduplicated, in the order in which they would be applied
 * @param hooks Helm hooks, which are run and are no part of the deployed set, in the order in which Helm runs them
 * @param source the source as it was found to be: never {@link Source.Detect}
 * @param tool the program and its version ({@code helm v4.2.3}); empty when none was used
 * @param images every container image that the manifests name, sorted
 * @param warnings what people should know, one a line
 * @param skipped the files of a directory of manifests that were left out without a warning, each with the reason
 * @param notes what a chart says to people; empty when it says nothing or was not asked
 */
public record RenderResult(
        List<Manifest> manifests,
        List<Manifest> hooks,
        Source source,
        String tool,
        List<String> images,
        List<String> warnings,
        List<String> skipped,
        String notes) {

    /** @return the digest over the manifests, see {@link GuardedDigest}, made anew; app and namespace are not in it */
    public String digest() {
        return GuardedDigest.of(manifests, SensitiveFields.ofEach(manifests, FieldRules.NONE), "render");
    }

    /** @return manifests and hooks */
    public List<Manifest> declared() {
        return Stream.concat(manifests.stream(), hooks.stream()).toList();
    }
}
