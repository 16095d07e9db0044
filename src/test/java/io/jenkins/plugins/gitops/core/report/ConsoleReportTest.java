package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleReportTest {
    private final ConsoleReport plain = new ConsoleReport(false);

    @ParameterizedTest
    @ValueSource(strings = {"verified", "failed", "unhealthy", "check-failed", "rolled-back", "drifted"})
    void shouldShowPlanAndRecord(String name) {
        List<String> lines = new java.util.ArrayList<>(
                plain.plan(Fixtures.record(name).plan().orElseThrow()));
        lines.add("");
        lines.addAll(plain.record(Fixtures.record(name)));

        assertThat(String.join("\n", lines) + "\n").isEqualTo(Fixtures.text(name, "console.txt"));
    }

    @Test
    void shouldShowHistoryAsATable() {
        Instant at = Instant.parse("2026-11-22T16:41:51Z");
        List<String> lines = plain.history(List.of(
                new Deployment(
                        "20261123-081425-b2e7c25e",
                        "rollback",
                        "applied",
                        "",
                        "",
                        "sha256:1",
                        "1 updated",
                        "ci@agent-2",
                        "",
                        at.plusSeconds(60)),
                new Deployment(
                        "20261122-164151-3f9ac25e",
                        "deploy",
                        "verified",
                        "9f4e2c7ab0123456789",
                        "Allow uploads of 16 MiB and more",
                        "sha256:2",
                        "1 created, 3 updated, 1 pruned",
                        "ci@agent-1",
                        "",
                        at)));

        assertThat(lines)
                .containsExactly(
                        "ID                        WHEN (UTC)        COMMIT     SUBJECT                   KIND      STATE     CHANGES                         BY",
                        "20261123-081425-b2e7c25e  2026-11-22 16:42  –                                    rollback  applied   1 updated                       ci@agent-2",
                        "20261122-164151-3f9ac25e  2026-11-22 16:41  9f4e2c7ab  Allow uploads of 16 MiB…  deploy    verified  1 created, 3 updated, 1 pruned  ci@agent-1");
        assertThat(plain.history(List.of())).containsExactly("No deployments.");
    }

    @Test
    void shouldColourOnlyWhenTold() {
        Plan plan = Fixtures.record("verified").plan().orElseThrow();
        List<String> colour = new ConsoleReport(true).plan(plan);

        assertThat(String.join("", plain.plan(plan))).doesNotContain("\u001b");
        assertThat(String.join("\n", colour)).contains("\u001b[32m+ create\u001b[0m");
        assertThat(colour.stream().map(line -> line.replaceAll("\u001b\\[[0-9]+m", "")))
                .containsExactlyElementsOf(plain.plan(plan));
    }

    @Test
    void shouldShowControlCharactersInsteadOfSendingThem() {
        String hostile = "a\u001b[2Jb\rc\u0007\u202ed\nE\u200bf\u009b1m";
        FieldDiff field = field("data." + hostile, Values.inline(text(hostile)), "x\u001b]0;title\u0007\ny");
        Change change = change(Action.UPDATE, hostile, List.of(field), hostile, hostile);
        Plan plan =
                new Plan(hostile, hostile, hostile, hostile, "sha256:1", List.of(change), hostile, List.of(hostile));

        String shown = String.join("\n", plain.plan(plan));

        assertThat(shown).contains("\\u001b[2J").contains("\\u202e").contains("\\u009b1m");
        assertThat(shown.codePoints()
                        .filter(c ->
                                c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)))
                .isEmpty();
        assertThat(shown.lines().filter(line -> line.startsWith("E"))).isEmpty();
    }

    @Test
    void shouldCountWhatItLeavesOut() {
        List<FieldDiff> fields = IntStream.range(0, 52)
                .mapToObj(i -> field("data.f" + i, "a", "b"))
                .toList();
        List<Change> changes = IntStream.range(0, 241)
                .mapToObj(i -> change(Action.UPDATE, "c" + i, fields, "", null))
                .toList();

        List<String> lines = plain.plan(plan(changes));

        assertThat(lines).contains("    … and 40 more fields", "… and 41 more objects");
        assertThat(lines.stream().filter(line -> line.startsWith("~ "))).hasSize(200);
    }

    @Test
    void shouldKeepLinesShortAndCutLongValues() {
        String longValue = "x".repeat(5000);
        Change change = change(
                Action.UPDATE,
                "c",
                List.of(
                        field("spec.a", longValue, longValue + "y"),
                        field("spec.b", "p\n" + longValue, "q\n" + longValue),
                        new FieldDiff("spec.c", MissingNode.getInstance(), text(longValue), List.of())),
                "",
                null);

        assertThat(plain.plan(plan(List.of(change))))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void shouldNameTheOtherOwnersOfAField() {
        FieldDiff field = new FieldDiff("spec.replicas", Json.parse("3"), Json.parse("1"), List.of("hpa", "kubectl"));

        assertThat(plain.plan(plan(List.of(change(Action.UPDATE, "c", List.of(field), "", null)))))
                .contains("    ~ spec.replicas: 3 → 1 (also owned by hpa, kubectl)");
    }

    @Test
    void shouldSayThatThereIsNoDrift() {
        assertThat(plain.drift(List.of())).containsExactly("No drift: what was applied is still what is there.");
    }

    private static Plan plan(List<Change> changes) {
        return new Plan("app", "env", "https://s", "ns", "sha256:1", changes, "sha256:2", List.of());
    }

    private static Change change(Action action, String name, List<FieldDiff> fields, String reason, String warning) {
        JsonNode none = MissingNode.getInstance();
        return new Change(
                new ResourceKey("", "ConfigMap", "ns", name),
                GroupVersionKind.of("v1", "ConfigMap"),
                action,
                "",
                fields,
                none,
                none,
                reason,
                warning == null ? List.of() : List.of(warning));
    }

    private static FieldDiff field(String path, String before, String after) {
        return new FieldDiff(path, text(before), text(after), List.of());
    }

    private static JsonNode text(String text) {
        return TextNode.valueOf(text);
    }
}
