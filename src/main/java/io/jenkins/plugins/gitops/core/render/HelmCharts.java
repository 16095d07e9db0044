package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds charts: in the source directory, or elsewhere, and with their dependencies. */
final class HelmCharts {
    private static final Pattern MISSING_DEPENDENCIES = Pattern.compile("missing in charts/ directory: (.*)");

    private final Tool tool;
    private final SourceDirectory directory;
    private final Scratch scratch;

    HelmCharts(Tool tool, SourceDirectory directory, Scratch scratch) {
        this.tool = tool;
        this.directory = directory;
        this.scratch = scratch;
    }

    /**
     * A chart that is on this machine.
     *
     * @param source the chart as it was asked for, with the digest of one that was fetched
     * @param path its path in the source directory; empty when it was fetched
     * @param file where it is, absolute
     * @param argument the chart as a program takes it that runs in the source directory
     */
    record Chart(Source.Helm source, String path, Path file, String argument) {
        /** @return the chart for people */
        String name() {
            return path.isEmpty() ? source.path() : path;
        }
    }

    Chart find(Source.Helm source) {
        if (source.origin().isRemote(source.path())) {
            return new HelmPull(tool, directory, scratch).pull(source);
        }
        if (!source.origin().equals(HelmOrigin.LOCAL)) {
            throw new GitOpsException("the chart '" + source.path() + "' is in the source directory: version and digest"
                    + " are for a chart from a repository or registry");
        }
        String path = HelmChart.path(directory, source);
        return new Chart(source, path, directory.root().resolve(path), "./" + path);
    }

    /** @return whether the program has said that a chart is not complete */
    boolean lacksDependencies(Result result) {
        return result.exitCode() != 0
                && MISSING_DEPENDENCIES.matcher(result.error()).find();
    }

    /**
     * @param result what the program has said
     * @return the chart with all that its lock file names
     */
    Chart withDependencies(Chart chart, Result result) {
        Matcher missing = MISSING_DEPENDENCIES.matcher(result.error());
        String names = missing.find() ? missing.group(1).strip() : "";
        Path original = directory.root().resolve(chart.path());
        if (chart.path().isEmpty() || !Files.isDirectory(original) || !HelmDependencies.areLocked(original)) {
            throw new GitOpsException("the chart " + chart.name() + " lacks its dependencies (" + names
                    + "); run 'helm dependency update " + chart.name()
                    + "' and commit its Chart.lock, or its charts directory");
        }
        Path complete = new HelmDependencies(tool, directory, scratch).build(original);
        return new Chart(chart.source(), chart.path(), complete, complete.toString());
    }
}
