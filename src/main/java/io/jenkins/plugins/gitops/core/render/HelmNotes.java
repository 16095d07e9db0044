package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import io.jenkins.plugins.gitops.core.render.HelmCharts.Chart;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** What a chart says to people. Only an installation tells it; this one is tried without a cluster. */
final class HelmNotes {
    /** What only {@code helm template} can be told. */
    private static final Set<String> OF_TEMPLATE = Set.of("--kube-version", "--api-versions");

    private static final Set<String> FLAGS = Set.of("--is-upgrade");

    private final Tool tool;

    HelmNotes(Tool tool) {
        this.tool = tool;
    }

    String of(SourceDirectory directory, String release, Chart chart, List<String> options) {
        List<String> command = new ArrayList<>(
                List.of("helm", "install", release, chart.argument(), "--dry-run=client", "--output", "json"));
        for (Iterator<String> each = options.iterator(); each.hasNext(); ) {
            String option = each.next();
            if (OF_TEMPLATE.contains(option)) {
                each.next();
            } else if (!FLAGS.contains(option)) {
                command.add(option);
            }
        }
        Result result = tool.run(directory.root(), command);
        if (result.exitCode() != 0) {
            throw new GitOpsException("helm cannot tell the notes of " + chart.name() + ": " + Tool.reason(result));
        }
        try {
            return Json.text(Json.parse(result.output()), "info", "notes").strip();
        } catch (IllegalArgumentException e) {
            throw new GitOpsException("helm does not answer with a release in JSON; install Helm 3.18 or newer", e);
        }
    }
}
