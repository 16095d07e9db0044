package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.render.Source;
import java.nio.file.Path;

/** The source of a {@code gitops.yaml} that does not lie at the root of its repository. */
final class SourcePlace {
    private SourcePlace() {}

    /**
     * @param source paths in it count from the file's directory
     * @param place that directory, relative to the root
     * @return the same source with paths that count from the root
     */
    static Source of(Source source, String place) {
        if (source instanceof Source.Helm helm) {
            return new Source.Helm(
                    under(place, helm.path()),
                    helm.release(),
                    helm.valuesFiles().stream().map(file -> under(place, file)).toList(),
                    helm.set());
        }
        if (source instanceof Source.Kustomize kustomization) {
            return new Source.Kustomize(under(place, kustomization.path()));
        }
        return source instanceof Source.Manifests manifests
                ? new Source.Manifests(under(place, manifests.path()))
                : new Source.Detect(under(place, source.path()));
    }

    private static String under(String place, String path) {
        String joined = Path.of(place, path).normalize().toString().replace('\\', '/');
        return joined.isEmpty() ? "." : joined;
    }
}
