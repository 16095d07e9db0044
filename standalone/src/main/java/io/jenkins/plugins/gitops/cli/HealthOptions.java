package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.health.HealthExpressions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Rules about health: the same wherever something is waited for. */
final class HealthOptions {
    @Option(
            names = "--health-rules",
            paramLabel = "FILE",
            description = "Expressions of CEL that say when kinds are healthy, as Flux has them; may be repeated.")
    private List<Path> files = new ArrayList<>();

    /** @throws GitOpsException when a file cannot be understood */
    HealthExpressions expressions() {
        HealthExpressions expressions = HealthExpressions.STANDARD;
        for (Path file : files) {
            expressions = expressions.and(HealthExpressions.read(read(file), file.toString()));
        }
        return expressions;
    }

    /** @throws GitOpsException when the file cannot be read */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
