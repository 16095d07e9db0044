package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renders a chart with {@code helm template}, which asks no cluster: {@code lookup} finds nothing. */
final class HelmRenderer implements SourceRenderer<Source.Helm> {
    private static final Pattern MISSING_DEPENDENCIES = Pattern.compile("missing in charts/ directory: (.*)");
    /** Helm takes a list of values files apart at commas, and quotes. */
    private static final Pattern LIST_SIGNS = Pattern.compile("[,\"]");

    private final Tool tool;

    HelmRenderer(CommandRunner runner) {
        tool = new Tool(runner);
    }

    @Override
    public Output render(SourceDirectory directory, Source.Helm source, RenderRequest request) {
        Path chart = directory.resolve(source.path(), "chart");
        if (Files.isDirectory(chart)) {
            if (!SourceDetector.isChart(chart)) {
                throw new GitOpsException("'" + source.path() + "' has no " + SourceDetector.CHART);
            }
            directory.requireInnerLinks(chart);
        }
        String name = directory.relative(chart);
        Result result = tool.run(directory.root(), command(directory, name, source, request));
        if (result.exitCode() != 0) {
            throw new GitOpsException(failure(name, result));
        }
        String version = tool.run(directory.root(), List.of("helm", "version", "--short"))
                .output()
                .strip();
        return new Output(HelmOutput.read(result.output()), "helm " + version, Tool.warnings(result));
    }

    private static List<String> command(
            SourceDirectory directory, String chart, Source.Helm source, RenderRequest request) {
        List<String> command = new ArrayList<>(List.of("helm", "template", release(source, request), "./" + chart));
        command.add("--include-crds");
        if (!request.namespace().isEmpty()) {
            command.addAll(List.of("--namespace", Arguments.require(request.namespace(), "namespace")));
        }
        if (!request.kubeVersion().isEmpty()) {
            command.addAll(List.of("--kube-version", Arguments.require(request.kubeVersion(), "Kubernetes version")));
        }
        for (String file : source.valuesFiles()) {
            command.addAll(List.of("--values", valuesFile(directory, chart, file)));
        }
        new TreeMap<>(source.set()).forEach((key, value) -> {
            command.addAll(List.of("--set", Arguments.require(key, "value name") + "=" + value));
        });
        return command;
    }

    private static String release(Source.Helm source, RenderRequest request) {
        String release = source.release().isEmpty() ? request.app() : source.release();
        if (release.isEmpty()) {
            throw new GitOpsException(
                    "the chart '" + source.path() + "' needs a release name: name the release or the app");
        }
        return Arguments.require(release, "release");
    }

    /** Values files stand in the source directory, or else, as people write it for a chart of their own, in the chart. */
    private static String valuesFile(SourceDirectory directory, String chart, String file) {
        if (LIST_SIGNS.matcher(file).find()) {
            throw new GitOpsException("values file '" + file + "': helm cannot read a name with commas or quotes");
        }
        String inChart = chart + "/" + file;
        boolean ofChart = !directory.has(file, "values file") && directory.has(inChart, "values file");
        return "./" + directory.relative(directory.resolve(ofChart ? inChart : file, "values file"));
    }

    private static String failure(String chart, Result result) {
        Matcher missing = MISSING_DEPENDENCIES.matcher(result.error());
        if (missing.find()) {
            return "the chart " + chart + " lacks its dependencies ("
                    + missing.group(1).strip() + "); run 'helm dependency build " + chart
                    + "' first, or commit its charts directory";
        }
        return "helm cannot render " + chart + ": " + Tool.reason(result);
    }
}
