package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.policy.Policy;
import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.policy.Rules;
import io.jenkins.plugins.gitops.core.policy.Situation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyReportsTest {
    private static final Path CASE =
            Path.of("src", "test", "resources", "io", "jenkins", "plugins", "gitops", "core", "report", "policy");
    private static final Set<String> LEVELS = Set.of("none", "note", "warning", "error");

    @Test
    void shouldPrintATableAndWhatTheRulesAreAbout() throws IOException {
        assertThat(new PolicyTable(false).lines(report())).containsExactlyElementsOf(expected("table.txt"));
    }

    @Test
    void shouldShowWhatWouldMoveTheCursor() {
        List<Manifest> hostile =
                ManifestReader.read("{apiVersion: v1, kind: ConfigMap, metadata: {name: \"a\\u001b[2Jb\"}}", "a.yaml");

        assertThat(new PolicyTable(false).lines(new Policy(PolicySettings.STANDARD).check(hostile, Situation.UNKNOWN)))
                .noneMatch(line -> line.contains("\u001b"))
                .anyMatch(line -> line.contains("\\u001b[2J"));
    }

    @Test
    void shouldSumUpWarningsInOneLineARule() throws IOException {
        assertThat(PolicyTable.summary(report())).containsExactlyElementsOf(expected("summary.txt"));
    }

    @Test
    void shouldGiveTheSameAsData() throws IOException {
        JsonNode data = PolicyJson.of(report());

        assertThat(data).isEqualTo(Json.parse(Files.readString(CASE.resolve("report.json"))));
    }

    @Test
    void shouldWriteSarif() throws IOException {
        ObjectNode log = Sarif.of(report());

        assertThat(log.path("runs").path(0).path("results"))
                .isEqualTo(Json.parse(Files.readString(CASE.resolve("results.sarif.json"))));
    }

    /** What the standard demands of the parts that are used (sections 3.13, 3.19, 3.27 to 3.30, 3.35, 3.49). */
    @Test
    void shouldWriteWhatTheStandardDemands() throws IOException {
        ObjectNode log = Sarif.of(report());
        JsonNode run = log.path("runs").path(0);
        JsonNode rules = Json.at(run, "tool", "driver", "rules");

        assertThat(log.path("version").textValue()).isEqualTo("2.1.0");
        assertThat(Json.text(run, "tool", "driver", "name")).isNotEmpty();
        assertThat(rules).hasSize(Rules.all().size());
        Set<String> ids = new HashSet<>();
        rules.forEach(rule -> {
            assertThat(ids.add(Json.text(rule, "id"))).isTrue();
            assertThat(Json.text(rule, "shortDescription", "text")).isNotEmpty().endsWith(".");
            assertThat(URI.create(Json.text(rule, "helpUri")).isAbsolute()).isTrue();
            assertThat(LEVELS).contains(Json.text(rule, "defaultConfiguration", "level"));
        });
        assertThat(run.path("results")).isNotEmpty().allSatisfy(result -> {
            assertThat(LEVELS).contains(Json.text(result, "level"));
            assertThat(Json.text(result, "message", "text")).isNotEmpty();
            assertThat(Json.text(rules.path(result.path("ruleIndex").asInt()), "id"))
                    .isEqualTo(Json.text(result, "ruleId"));
            result.path("locations").forEach(location -> {
                JsonNode place = location.path("physicalLocation");
                if (place.isObject()) {
                    assertThat(URI.create(Json.text(place, "artifactLocation", "uri"))
                                    .isAbsolute())
                            .isFalse();
                    assertThat(Json.at(place, "region", "startLine").asInt(1)).isPositive();
                }
            });
            result.path("suppressions")
                    .forEach(suppression ->
                            assertThat(Set.of("inSource", "external")).contains(Json.text(suppression, "kind")));
        });
        assertThat(fingerprints(run)).doesNotHaveDuplicates();
    }

    private static List<String> fingerprints(JsonNode run) {
        return Json.elements(run, "results")
                .map(result -> Json.text(result, "partialFingerprints", "violation/v1"))
                .toList();
    }

    private static PolicyReport report() throws IOException {
        String text = Files.readString(CASE.resolve("input.yaml"));
        return new Policy(PolicySettings.STANDARD.withSignature())
                .check(
                        Stream.of(
                                        ManifestReader.read(text, "deploy dir/web.yaml"),
                                        ManifestReader.read(
                                                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: ["
                                                        + "{name: c, image: c}]}}",
                                                "chart/templates/pod.yaml (rendered)"))
                                .flatMap(List::stream)
                                .toList(),
                        Situation.UNKNOWN);
    }

    private static List<String> expected(String file) throws IOException {
        return Files.readAllLines(CASE.resolve(file));
    }
}
