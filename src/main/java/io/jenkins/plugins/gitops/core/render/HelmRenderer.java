package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import io.jenkins.plugins.gitops.core.render.HelmCharts.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Renders a chart with {@code helm template}, which asks no cluster: {@code lookup} finds nothing. */
final class HelmRenderer implements SourceRenderer<Source.Helm> {
    private final Tool tool;

    HelmRenderer(CommandRunner runner) {
        tool = new Tool(runner);
    }

    @Override
    public Output render(SourceDirectory directory, Source.Helm source, RenderRequest request) {
        if (request.changes().substitute()) {
            throw new GitOpsException("variables are not replaced in charts, which have values for that; set values");
        }
        String release = release(source, request);
        try (Scratch scratch = new Scratch(request.scratch())) {
            HelmCharts charts = new HelmCharts(tool, directory, scratch);
            Chart chart = charts.find(source);
            List<String> options = HelmValueOptions.of(directory, chart.path(), source.values());
            options.addAll(options(request));
            Result result = tool.run(directory.root(), template(release, chart, options));
            if (charts.lacksDependencies(result)) {
                chart = charts.withDependencies(chart, result);
                result = tool.run(directory.root(), template(release, chart, options));
            }
            requireGood(chart, result);
            List<String> command = template(release, chart, options);
            List<Manifest> manifests = HelmOutput.read(result.output());
            List<String> warnings = new ArrayList<>(Tool.warnings(result));
            warnings.addAll(new Repetition(request.determinism(), chart)
                    .check(manifests, environment -> again(directory, command, environment)));
            String notes = request.notes() ? new HelmNotes(tool).of(directory, release, chart, options) : "";
            String version = tool.run(directory.root(), List.of("helm", "version", "--short"))
                    .output()
                    .strip();
            return new Output(chart.source(), manifests, "helm " + version, warnings, List.of(), notes);
        }
    }

    private List<Manifest> again(SourceDirectory directory, List<String> command, Map<String, String> environment) {
        Result result = tool.run(directory.root(), command, environment);
        if (result.exitCode() != 0) {
            throw new GitOpsException("helm could render the chart once, but not again: " + Tool.reason(result));
        }
        return HelmOutput.read(result.output());
    }

    private static List<String> template(String release, Chart chart, List<String> options) {
        List<String> command = new ArrayList<>(List.of("helm", "template", release, chart.argument()));
        command.addAll(options);
        command.add("--include-crds");
        return command;
    }

    private static List<String> options(RenderRequest request) {
        Capabilities target = request.capabilities();
        List<String> options = new ArrayList<>();
        if (!request.namespace().isEmpty()) {
            options.addAll(List.of("--namespace", Arguments.require(request.namespace(), "namespace")));
        }
        if (!target.kubeVersion().isEmpty()) {
            options.addAll(List.of("--kube-version", Arguments.require(target.kubeVersion(), "Kubernetes version")));
        }
        if (!target.apiVersions().isEmpty()) {
            target.apiVersions().forEach(version -> Arguments.require(version, "API version"));
            options.addAll(List.of("--api-versions", String.join(",", target.apiVersions())));
        }
        if (target.upgrade()) {
            options.add("--is-upgrade");
        }
        return options;
    }

    private static String release(Source.Helm source, RenderRequest request) {
        String release = source.release().isEmpty() ? request.app() : source.release();
        if (release.isEmpty()) {
            throw new GitOpsException(
                    "the chart '" + source.path() + "' needs a release name: name the release or the app");
        }
        return Arguments.require(release, "release");
    }

    private static void requireGood(Chart chart, Result result) {
        if (result.exitCode() != 0) {
            throw new GitOpsException("helm cannot render " + chart.name() + ": " + Tool.reason(result));
        }
    }
}
