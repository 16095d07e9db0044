package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.List;

/** One way to make manifests of a source. */
interface SourceRenderer<S extends Source> {

    /** @throws io.jenkins.plugins.gitops.core.GitOpsException when the source cannot be rendered */
    Output render(SourceDirectory directory, S source, RenderRequest request);

    /**
     * What came out, before any change on top and any check that is common to all sources.
     *
     * @param source the source as it was found to be
     * @param manifests the objects in the order in which they were found, hooks among them
     * @param tool the program and its version, empty when none was used
     * @param warnings what people should know
     * @param skipped the files that were left out without a warning, each with the reason
     * @param notes what a chart says to people; empty when it says nothing or was not asked
     */
    record Output(
            Source source,
            List<Manifest> manifests,
            String tool,
            List<String> warnings,
            List<String> skipped,
            String notes) {}
}
