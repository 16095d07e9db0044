package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.List;

/** One way to make manifests of a source. */
interface SourceRenderer<S extends Source> {

    /** @throws io.jenkins.plugins.gitops.core.GitOpsException when the source cannot be rendered */
    Output render(SourceDirectory directory, S source, RenderRequest request);

    /**
     * What came out, before any check that is common to all sources.
     *
     * @param manifests the objects in the order in which they were found, hooks among them
     * @param tool the program and its version, empty when none was used
     * @param warnings what people should know
     */
    record Output(List<Manifest> manifests, String tool, List<String> warnings) {}
}
