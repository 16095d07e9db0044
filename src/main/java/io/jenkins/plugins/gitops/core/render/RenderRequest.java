package io.jenkins.plugins.gitops.core.render;

import java.nio.file.Path;
import java.util.List;

/**
 * What to render, and with what.
 *
 * @param directory the source directory, the root that no path may leave
 * @param source the source in it
 * @param app the app's name, the default name of a Helm release; empty when unknown
 * @param namespace the namespace for programs that want to know it; empty when unknown
 * @param images image overrides, in their order
 * @param kubeVersion the version of the target cluster ({@code v1.35.2}) for Helm's capabilities; empty when unknown
 * @param upgrade whether charts are told that the app is deployed already
 */
public record RenderRequest(
        Path directory,
        Source source,
        String app,
        String namespace,
        List<ImageOverride> images,
        String kubeVersion,
        boolean upgrade) {
    public RenderRequest {
        images = List.copyOf(images);
    }
}
