package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds out what kind of source a path holds. */
final class SourceDetector {
    static final String CHART = "Chart.yaml";
    static final List<String> KUSTOMIZATIONS = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    /** What says how the source is rendered, and is no part of it. */
    static final String PROJECT = "gitops.yaml";

    private SourceDetector() {}

    /** @return the source with its kind settled */
    static Source detect(SourceDirectory directory, Source source) {
        if (!(source instanceof Source.Detect)) {
            return source;
        }
        String path = source.path();
        Path found = directory.resolve(path, "path");
        boolean chart = isChart(found) || path.endsWith(".tgz");
        if (chart && isKustomization(found)) {
            throw new GitOpsException(
                    "'" + path + "' has both a " + CHART + " and a kustomization; say which one is meant");
        }
        if (chart) {
            return new Source.Helm(path, "", List.of(), Map.of());
        }
        return isKustomization(found) ? new Source.Kustomize(path) : new Source.Manifests(path);
    }

    /** @return whether the directory is the root of a chart */
    static boolean isChart(Path directory) {
        return Files.isRegularFile(directory.resolve(CHART));
    }

    /** @return whether Kustomize would build the directory */
    static boolean isKustomization(Path directory) {
        return KUSTOMIZATIONS.stream().anyMatch(name -> Files.isRegularFile(directory.resolve(name)));
    }
}
