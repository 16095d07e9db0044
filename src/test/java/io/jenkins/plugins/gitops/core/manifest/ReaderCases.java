package io.jenkins.plugins.gitops.core.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The case directories of the reader, shared by its own test and the comparison with kubectl. */
final class ReaderCases {
    private static final Path ROOT = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/manifest/reader");

    private ReaderCases() {}

    static Stream<Path> all() {
        try (Stream<Path> entries = Files.list(ROOT)) {
            List<Path> cases = entries.filter(Files::isDirectory).sorted().toList();
            if (cases.isEmpty()) {
                throw new IllegalStateException("no cases in " + ROOT.toAbsolutePath());
            }
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
