package io.jenkins.plugins.gitops.service;

import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.io.PrintStream;

/** Progress as lines of a build log: a line an object, as long as somebody can read them. */
final class BuildProgress implements Progress {
    private final PrintStream log;

    BuildProgress(PrintStream log) {
        this.log = log;
    }

    @Override
    public void phase(String name) {
        line("== " + name);
    }

    @Override
    public void info(String text) {
        line(text);
    }

    @Override
    public void warn(String text) {
        line("Warning: " + text);
    }

    @Override
    public void object(ResourceKey key, String state, String message) {
        line("  " + String.format("%-12s", state) + key + (message.isEmpty() ? "" : ": " + message));
    }

    /** What comes from a cluster may hold escape sequences, and notes of Jenkins' own console. */
    private void line(String text) {
        log.println(StepWords.of(text).replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD"));
    }
}
