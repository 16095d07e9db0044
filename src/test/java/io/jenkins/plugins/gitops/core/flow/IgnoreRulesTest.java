package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.RuleParser;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Differences that are nobody's business: what is planned, what is sent, and what is drift. */
class IgnoreRulesTest {
    private static final String POINTER = "[{kind: ConfigMap, name: one, jsonPointers: [/data/key]}]";
    private static final String LEFT = "[{kind: ConfigMap, name: one, jsonPointers: [/data/key], apply: false}]";

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                POINTER,
                "[{kind: ConfigMap, jqPathExpressions: ['.data | select(has(\"key\")) | .key']}]",
                "[{kind: '*', managers: [kubectl-edit]}]",
                "[ConfigMap/one:/data]"
            })
    void shouldFindNothingToDoWhenOnlyIgnoredFieldsDiffer(String rules) {
        rig.deployed(Request.of(map("1", "1")));
        rig.edit("kubectl-edit", "one", "9");

        Change change = plan(map("1", "1"), rules);

        assertThat(change.action()).isEqualTo(Action.UNCHANGED);
        assertThat(change.reason()).isEqualTo("ignored: data.key");
        assertThat(plan(map("1", "1"), "[]").action()).as("without rules").isEqualTo(Action.CONFLICT);
        rig.sandbox.requests().reset();
        rig.deployed(Request.of(map("1", "1")).planning(options(rules)));
        assertThat(value("key")).isEqualTo("9");
        assertThat(rig.sandbox
                        .requests()
                        .count(request -> request.isWrite() && request.path().endsWith("/one")))
                .isZero();
    }

    @Test
    void shouldShowAnIgnoredFieldThatWillChangeAllTheSame() {
        rig.deployed(Request.of(map("1", "1")));
        rig.edit("kubectl-edit", "one", "9");

        Change change = rig.deploy(Request.of(map("1", "2"))
                        .planning(options(POINTER).withForce(true))
                        .dryRun())
                .plan()
                .orElseThrow()
                .changes()
                .get(0);

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.fields().stream().map(FieldDiff::path)).containsExactly("data.key", "data.other");
        rig.deployed(Request.of(map("1", "2")).planning(options(POINTER).withForce(true)));
        assertThat(value("key")).isEqualTo("1");
    }

    @Test
    void shouldLeaveAFieldToWhoeverHasSetIt() {
        rig.deployed(Request.of(map("1", "1")));
        rig.edit("kubectl-edit", "one", "9");

        rig.deployed(Request.of(map("2", "2")).planning(options(LEFT)));

        assertThat(value("key")).isEqualTo("9");
        assertThat(value("other")).isEqualTo("2");
        assertThat(owned().has("f:key")).isFalse();
        assertThat(plan(map("3", "2"), LEFT).action()).isEqualTo(Action.UNCHANGED);
    }

    @Test
    void shouldGiveUpItsOwnFieldWithoutResettingIt() {
        rig.deployed(Request.of(map("1", "1")));

        Change change = plan(map("2", "1"), LEFT);
        rig.deployed(Request.of(map("2", "1")).planning(options(LEFT)));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.reason()).contains("data.key is left as it is");
        assertThat(value("key")).isEqualTo("1");
        assertThat(owned().has("f:key")).isFalse();
        rig.sandbox.requests().reset();
        assertThat(plan(map("2", "1"), LEFT).action()).isEqualTo(Action.UNCHANGED);
        assertThat(rig.sandbox.requests().dryRuns()).as("the seal holds").isZero();
    }

    @Test
    void shouldSendAFieldThatNobodyCanHaveSetYet() {
        rig.deployed(Request.of(map("1", "1")).planning(options(LEFT)));

        assertThat(value("key")).isEqualTo("1");
    }

    @Test
    void shouldLookAgainWhenTheRulesChangeAndOnlyThen() {
        rig.deployed(Request.of(map("1", "1")));
        rig.deployed(Request.of(map("1", "1")).at('b').planning(options(POINTER)));
        rig.edit("kubectl-edit", "one", "9");
        rig.sandbox.requests().reset();

        assertThat(plan(map("1", "1"), POINTER).reason()).isEqualTo("ignored: data.key");
        assertThat(rig.sandbox.requests().dryRuns())
                .as("sealed with these rules")
                .isZero();
        assertThat(plan(map("1", "1"), "[ConfigMap/one:/data/other]").action()).isEqualTo(Action.CONFLICT);
        assertThat(plan(map("1", "1"), "[]").action()).isEqualTo(Action.CONFLICT);
    }

    @Test
    void shouldNotCallItDrift() {
        rig.deployed(Request.of(map("1", "1")));
        rig.edit("kubectl-edit", "one", "9");

        assertThat(drift("[]")).hasSize(1);
        assertThat(drift(POINTER)).isEmpty();
        assertThat(drift(LEFT)).isEmpty();
    }

    private List<String> drift(String rules) {
        return rig.cluster(cluster -> new Verify(cluster, rig.records, WaitClock.system(), rig.lines)
                .with(read(rules))
                .run(Request.TARGET, Duration.ofSeconds(30), Duration.ZERO)
                .drift());
    }

    private Change plan(List<Manifest> manifests, String rules) {
        return rig.deploy(Request.of(manifests).planning(options(rules)).dryRun())
                .plan()
                .orElseThrow()
                .changes()
                .get(0);
    }

    private static PlanOptions options(String rules) {
        return PlanOptions.standard().withFields(read(rules));
    }

    private static FieldRules read(String rules) {
        return RuleParser.read(rules, "rules.yaml");
    }

    private static List<Manifest> map(String key, String other) {
        return Rig.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {key: \"%s\", other: \"%s\"}}"
                .formatted(key, other));
    }

    private String value(String key) {
        return Json.text(rig.configMap("one").orElseThrow(), "data", key);
    }

    private JsonNode owned() {
        return Json.elements(rig.configMap("one").orElseThrow(), "metadata", "managedFields")
                .filter(entry -> Json.text(entry, "manager").equals(PlanOptions.MANAGER))
                .findFirst()
                .orElseThrow()
                .path("fieldsV1")
                .path("f:data");
    }
}
