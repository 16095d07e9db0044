package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A chart and its values as the {@code helm} program takes them, none of them from outside the source directory. */
public final class HelmChart {
    private HelmChart() {}

    /**
     * @param root the source directory, in which the program must run
     * @param source a chart in it
     * @return the chart and the options for its values
     * @throws GitOpsException when a path leads out of the directory or to nothing, or a value looks like an option
     */
    public static List<String> arguments(Path root, Source.Helm source) {
        SourceDirectory directory = new SourceDirectory(root);
        String chart = path(directory, source);
        List<String> arguments = new ArrayList<>(List.of("./" + chart));
        arguments.addAll(HelmValueOptions.of(directory, chart, source.values()));
        return arguments;
    }

    /** @return the path of the chart relative to the source directory */
    static String path(SourceDirectory directory, Source.Helm source) {
        Path chart = directory.resolve(source.path(), "chart");
        if (Files.isDirectory(chart)) {
            if (!SourceDetector.isChart(chart)) {
                throw new GitOpsException("'" + source.path() + "' has no " + SourceDetector.CHART);
            }
            directory.requireInnerLinks(chart);
        }
        return directory.relative(chart);
    }
}
