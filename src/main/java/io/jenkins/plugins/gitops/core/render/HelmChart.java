package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A chart and its values as the {@code helm} program takes them, none of them from outside the source directory. */
public final class HelmChart {
    /** Helm takes a list of values files apart at commas, and quotes. */
    private static final Pattern LIST_SIGNS = Pattern.compile("[,\"]");

    private HelmChart() {}

    /**
     * @param root the source directory, in which the program must run
     * @return the chart and the options for its values
     * @throws GitOpsException when a path leads out of the directory or to nothing, or a value looks like an option
     */
    public static List<String> arguments(Path root, Source.Helm source) {
        SourceDirectory directory = new SourceDirectory(root);
        return arguments(directory, path(directory, source), source);
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

    static List<String> arguments(SourceDirectory directory, String chart, Source.Helm source) {
        List<String> arguments = new ArrayList<>();
        arguments.add("./" + chart);
        for (String file : source.valuesFiles()) {
            arguments.addAll(List.of("--values", valuesFile(directory, chart, file)));
        }
        new TreeMap<>(source.set()).forEach((key, value) -> {
            arguments.addAll(List.of("--set", Arguments.require(key, "value name") + "=" + value));
        });
        return arguments;
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
}
