package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.render.Source;
import java.util.List;
import picocli.CommandLine.Option;

/** How to read manifests and kustomizations. */
final class ReadingOptions {
    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description = "Manifests: read only files like this; may be repeated. As in .gitignore, a pattern without a"
                    + " slash is about names at any depth: *.yaml, base/**/*.yml")
    private List<String> include = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "Manifests: leave out files and directories like this; may be repeated.")
    private List<String> exclude = List.of();

    @Option(names = "--no-recursion", description = "Manifests: leave out subdirectories.")
    private boolean flat;

    @Option(
            names = "--allow-remote-bases",
            description = "Kustomize may fetch bases and files from elsewhere. What it builds then depends on them.")
    private boolean remote;

    /** @return whether an option is given that only a directory of manifests can have */
    boolean areForManifests() {
        return flat || !include.isEmpty() || !exclude.isEmpty();
    }

    Source.Manifests manifests(String path) {
        return new Source.Manifests(path, !flat, include, exclude);
    }

    /** @return whether Kustomize may fetch what it needs */
    boolean remote() {
        return remote;
    }
}
