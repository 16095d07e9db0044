package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A program that an integration test judges by: without it the test is skipped, with {@code CI=true} it fails. */
public final class RequiredTool {
    private RequiredTool() {}

    /** Skips the calling test, or fails it, when the program is not on {@code PATH}. */
    public static void require(String name) {
        require(name, "run bin/control-plane install --tools and put it there");
    }

    /**
     * Skips the calling test, or fails it, when the program is not on {@code PATH}.
     *
     * @param remedy how to get it
     */
    public static void require(String name, String remedy) {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
        String message = name + " is not on PATH: " + remedy;
        if (!found && Boolean.parseBoolean(System.getenv("CI"))) {
            fail(message);
        }
        assumeTrue(found, message);
    }
}
