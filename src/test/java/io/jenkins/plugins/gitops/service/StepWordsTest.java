package io.jenkins.plugins.gitops.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepWordsTest {
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*[a-z]( \\S+)?");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "or take them over: --force-conflicts | or take them over: force: true",
                "raise the limit: --prune-limit 21 | raise the limit: pruneLimit: '21'",
                "(to delete it, allow it: --allow-prune PersistentVolumeClaim/data) | (to delete it, allow it: allowPrune: ['PersistentVolumeClaim/data'])",
                "allow that: --allow-replace Job.batch/migrate. | allow that: allowReplace: ['Job.batch/migrate'].",
                "or take it over: --adopt helm/web. If | or take it over: adopt: ['helm/web']. If",
                "deploy it first, or check --app and --namespace | deploy it first, or check app and environment",
                "not here; give it as a file: diff -o json > plan.json, then deploy --plan plan.json. Nothing | not here. Nothing",
                "say so: --formerly-environment live | say so: formerlyEnvironment: 'live'",
            })
    void shouldNameTheOptionsOfTheSteps(String engine, String step) {
        assertThat(StepWords.of(engine)).isEqualTo(step);
        assertThat(StepWords.of(new GitOpsException(engine))).hasMessage(step);
    }

    /** What the engine says to those who deploy, and not to those who use the command's other features. */
    @Test
    void shouldKnowEveryOptionThatTheEngineNames() throws IOException {
        List<String> elsewhere = List.of(
                "--unknown-commit",
                "--to",
                "--deployer",
                "--release",
                "--all-containers",
                "--server-side",
                "--records",
                "--path",
                "--revision",
                "--rollback",
                "--previous",
                "--app", // the test above has these three in their sentences
                "--namespace",
                "--plan");
        try (Stream<Path> files = Stream.of("flow", "plan", "apply", "inventory")
                .flatMap(room -> files(Path.of("src/main/java/io/jenkins/plugins/gitops/core", room)))) {
            List<String> unknown = files.flatMap(StepWordsTest::options)
                    .map(option -> option.replaceFirst("( [^\\w].*| )$", ""))
                    .filter(option -> elsewhere.stream().noneMatch(option::startsWith))
                    .map(option -> option.contains(" ")
                                    || option.matches("--(allow-older|force-conflicts|wait-timeout|formerly)")
                            ? option
                            : option + " x/y")
                    .filter(option -> StepWords.of(option).contains("--"))
                    .toList();
            assertThat(unknown).isEmpty();
        }
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @return the options in the texts of a source file */
    private static Stream<String> options(Path file) {
        try {
            return Pattern.compile("\"[^\"\\n]*\"")
                    .matcher(Files.readString(file))
                    .results()
                    .flatMap(text -> OPTION.matcher(text.group()).results())
                    .map(option -> option.group().replace("\"", ""));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
