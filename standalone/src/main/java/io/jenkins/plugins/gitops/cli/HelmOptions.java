package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.project.EnvironmentSettingsBuilder;
import io.jenkins.plugins.gitops.core.render.Determinism;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.HelmValues;
import io.jenkins.plugins.gitops.core.render.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** How to render a chart. */
final class HelmOptions {
    @Option(names = "--values", paramLabel = "FILE", description = "Helm values file; may be repeated.")
    private List<Path> files = List.of();

    @Option(
            names = "--inline-values",
            paramLabel = "YAML",
            description = "Helm values as YAML or JSON text: {image: {tag: v1}}. Wins over files.")
    private String inline = "";

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Helm value; may be repeated. Wins over files.")
    private Map<String, String> set = Map.of();

    @Option(
            names = "--set-string",
            paramLabel = "NAME=TEXT",
            description = "Helm value that stays text, such as 017; may be repeated.")
    private Map<String, String> setString = Map.of();

    @Option(
            names = "--set-file",
            paramLabel = "NAME=FILE",
            description = "Helm value whose text is the content of a file; may be repeated.")
    private Map<String, Path> setFile = Map.of();

    @Option(names = "--release", paramLabel = "NAME", description = "Helm release name (default: the app).")
    private String release = "";

    @Option(
            names = "--chart-repo",
            paramLabel = "URL",
            description = "With --chart NAME: the repository that has the chart.")
    private String repository = "";

    @Option(
            names = "--chart-version",
            paramLabel = "VERSION",
            description = "With --chart: the exact version; a range would give another chart tomorrow.")
    private String version = "";

    @Option(
            names = "--chart-digest",
            paramLabel = "sha256:…",
            description = "With --chart: refuse a chart with another digest. With oci:// it can stand for the version.")
    private String digest = "";

    @Option(
            names = "--kube-version",
            paramLabel = "VERSION",
            description = "The Kubernetes version that charts see (default: the cluster's; without one, Helm's own).")
    private String kubeVersion = "";

    @Option(
            names = "--api-versions",
            paramLabel = "API",
            split = ",",
            description =
                    "An API that charts see, such as monitoring.coreos.com/v1 or batch/v1/CronJob; may be repeated"
                            + " (default: the cluster's).")
    private List<String> apiVersions = List.of();

    @Option(
            names = "--deterministic",
            paramLabel = "HOW",
            description =
                    "A chart that does not give the same twice (random values, the time): require refuses it, warn"
                            + " names objects and fields, ignore renders once (default: warn).")
    private Determinism determinism;

    @Option(names = "--notes", description = "Print what the chart says to people, on standard error.")
    private boolean notes;

    /** @return whether an option is given that only a chart can have */
    boolean areGiven() {
        return !files.isEmpty()
                || !inline.isEmpty()
                || !set.isEmpty()
                || !setString.isEmpty()
                || !setFile.isEmpty()
                || !release.isEmpty()
                || !origin().equals(HelmOrigin.LOCAL);
    }

    /**
     * @param chart where the chart is; empty for the one that is named elsewhere
     * @param tree the files that values are read from
     */
    Source.Helm source(String chart, SourceTree tree) {
        Map<String, String> contents = new TreeMap<>();
        setFile.forEach((name, file) -> contents.put(name, tree.relative(file)));
        return new Source.Helm(
                chart,
                release,
                origin(),
                new HelmValues(files.stream().map(tree::relative).toList(), inline, set, setString, contents));
    }

    /** @return the settings with what the options say about the target and about charts */
    EnvironmentSettingsBuilder over(EnvironmentSettingsBuilder settings) {
        return settings.kubeVersion(kubeVersion).apiVersions(apiVersions).determinism(determinism);
    }

    boolean notes() {
        return notes;
    }

    private HelmOrigin origin() {
        return new HelmOrigin(repository, version, digest);
    }
}
