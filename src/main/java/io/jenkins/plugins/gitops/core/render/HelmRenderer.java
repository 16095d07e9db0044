package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renders a chart with {@code helm template}, which asks no cluster: {@code lookup} finds nothing. */
final class HelmRenderer implements SourceRenderer<Source.Helm> {
    private static final Pattern MISSING_DEPENDENCIES = Pattern.compile("missing in charts/ directory: (.*)");

    private final Tool tool;

    HelmRenderer(CommandRunner runner) {
        tool = new Tool(runner);
    }

    @Override
    public Output render(SourceDirectory directory, Source.Helm source, RenderRequest request) {
        String name = HelmChart.path(directory, source);
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
        List<String> command = new ArrayList<>(List.of("helm", "template", release(source, request)));
        command.addAll(HelmChart.arguments(directory, chart, source));
        command.add("--include-crds");
        if (!request.namespace().isEmpty()) {
            command.addAll(List.of("--namespace", Arguments.require(request.namespace(), "namespace")));
        }
        if (!request.kubeVersion().isEmpty()) {
            command.addAll(List.of("--kube-version", Arguments.require(request.kubeVersion(), "Kubernetes version")));
        }
        if (request.upgrade()) {
            command.add("--is-upgrade");
        }
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
