package io.jenkins.plugins.gitops.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case is a directory: {@code input.yaml}, perhaps {@code checks.yaml}, {@code kube-version} and {@code in-git}, and
 * what comes out of it in {@code expected.txt}.
 */
class PolicyCasesTest {
    private static final Path CASES =
            Path.of("src", "test", "resources", "io", "jenkins", "plugins", "gitops", "core", "policy");
    private static final Commit COMMIT =
            new Commit("a".repeat(40), "Ada <ada@example.org>", Instant.EPOCH, "First", "main", "", List.of());

    static Stream<String> cases() throws IOException {
        try (Stream<Path> entries = Files.list(CASES)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldFindWhatIsWrong(String name) throws IOException {
        Path directory = CASES.resolve(name);

        String found = lines(check(directory));

        assertThat(found).isEqualTo(Files.readString(directory.resolve("expected.txt")));
    }

    /** A rule that no case violates is one that nobody has seen working. */
    @Test
    void shouldViolateEveryRuleInSomeCase() throws IOException {
        Set<String> violated = new TreeSet<>();
        for (String name : cases().toList()) {
            check(CASES.resolve(name))
                    .violations()
                    .forEach(violation -> violated.add(violation.rule().id()));
        }

        assertThat(Rules.CHECKS.keySet()).extracting(Rule::id).containsExactlyInAnyOrderElementsOf(violated);
    }

    private static PolicyReport check(Path directory) throws IOException {
        Path checks = directory.resolve("checks.yaml");
        PolicySettings settings = Files.exists(checks)
                ? Project.readChecks(Files.readString(checks), "checks.yaml")
                : PolicySettings.STANDARD;
        Path version = directory.resolve("kube-version");
        String kubeVersion = Files.exists(version) ? Files.readString(version).strip() : "";
        Optional<Commit> commit = Files.exists(directory.resolve("in-git")) ? Optional.of(COMMIT) : Optional.empty();
        return new Policy(settings)
                .check(
                        ManifestReader.read(Files.readString(directory.resolve("input.yaml")), "input.yaml"),
                        new Situation("shop", () -> kubeVersion, commit));
    }

    private static String lines(PolicyReport report) {
        return Stream.concat(
                        report.violations().stream()
                                .map(violation -> violation.severity().word() + " " + line(violation)),
                        report.silenced().stream()
                                .map(violation -> "silenced (" + violation.silenced() + ") " + line(violation)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Violation violation) {
        return violation.rule().id() + " " + violation.place() + " " + violation.subject() + "\n    "
                + (violation.field().isEmpty() ? "" : violation.field() + ": ") + violation.problem();
    }
}
