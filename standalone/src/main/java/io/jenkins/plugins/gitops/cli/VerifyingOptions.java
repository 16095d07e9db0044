package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.check.HttpCheck;
import io.jenkins.plugins.gitops.core.check.HttpCheckParser;
import io.jenkins.plugins.gitops.core.flow.VerifyOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What verify does beyond waiting for all objects together. */
final class VerifyingOptions {
    @Mixin
    private HealthOptions health;

    @Option(
            names = "--object-timeout",
            paramLabel = "SECONDS",
            description = "How long one object may take; its annotation gitops.jenkins.io/health-timeout goes before"
                    + " (default: as long as all).")
    private int objectTimeout = 0;

    @Option(names = "--tests", description = "Run the test hooks of the chart when all is healthy.")
    private boolean tests;

    @Option(
            names = "--test-timeout",
            paramLabel = "SECONDS",
            description = "How long one test hook may take (default: ${DEFAULT-VALUE}).")
    private int testTimeout = 300;

    @Option(
            names = "--check",
            paramLabel = "URL",
            description = "http://SERVICE:PORT/PATH must answer with 2xx when all is healthy; may be repeated.")
    private List<String> checks = new ArrayList<>();

    @Option(
            names = "--checks",
            paramLabel = "FILE",
            description = "Such checks in YAML, with what they must answer; may be repeated.")
    private List<Path> checkFiles = new ArrayList<>();

    /** @throws GitOpsException when a file or a check cannot be understood */
    VerifyOptions options() {
        List<HttpCheck> all = Stream.concat(
                        checks.stream().map(HttpCheck::of),
                        checkFiles.stream()
                                .flatMap(file ->
                                        HttpCheckParser.read(HealthOptions.read(file), file.toString()).stream()))
                .toList();
        return new VerifyOptions(
                health.expressions(),
                Duration.ofSeconds(objectTimeout),
                tests ? Optional.of(Duration.ofSeconds(testTimeout)) : Optional.empty(),
                all);
    }
}
