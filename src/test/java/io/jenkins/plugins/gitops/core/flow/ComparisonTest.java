package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.ManifestDiff;
import io.jenkins.plugins.gitops.core.plan.ManifestDiff.Side;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.report.ConsoleComparison;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Target STAGING = new Target("webapp", "staging", "staging");

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldCompareTwoDeploymentsOfOneEnvironment() {
        DeploymentRecord first =
                rig.deployed(Request.of(app("1", "old", "hunter2")).at('a'));
        DeploymentRecord second =
                rig.deployed(Request.of(app("2", "new", "swordfish")).at('b'));

        Comparison comparison = compare(Request.TARGET, first.id(), Request.TARGET, "");

        assertThat(comparison.first().deployment().commit()).isEqualTo("a".repeat(40));
        assertThat(comparison.second().deployment().id()).isEqualTo(second.id());
        assertThat(comparison.firstImages()).containsExactly("webapp:1");
        assertThat(comparison.secondImages()).containsExactly("webapp:2");
        assertThat(comparison.objects())
                .extracting(object -> object.side() + " " + object.key().shortName())
                .containsExactly("SECOND ConfigMap/new", "FIRST ConfigMap/old", "BOTH Pod/web", "BOTH Secret/key");
        assertThat(fields(comparison, "Pod/web"))
                .extracting(FieldDiff::path)
                .containsExactly("spec.containers[web].image");
        assertThat(fields(comparison, "Secret/key").get(0).after().asText()).startsWith("(hidden #");
        String text = String.join("\n", new ConsoleComparison(false).lines(comparison));
        assertThat(text)
                .contains("- image webapp:1", "+ image webapp:2", "+ ConfigMap/new", "- ConfigMap/old", "~ Pod/web")
                .doesNotContain("hunter2", "swordfish");
    }

    @Test
    void shouldFindNoDifferenceInWhatTellsTwoEnvironmentsApart() {
        rig.sandbox.createNamespace("staging");
        rig.deployed(Request.of(app("1", "same", "hunter2")));
        rig.deployed(Request.of(app("1", "same", "hunter2")).to(STAGING));

        Comparison comparison = compare(STAGING, "", Request.TARGET, "");

        assertThat(comparison.objects()).isEmpty();
        assertThat(comparison.isSame()).isTrue();
        assertThat(new ConsoleComparison(false).lines(comparison)).contains("Both have applied the same.");
    }

    @Test
    void shouldCompareTwoEnvironments() {
        rig.sandbox.createNamespace("staging");
        rig.deployed(Request.of(app("1", "same", "hunter2")));
        rig.deployed(Request.of(app("2", "same", "hunter2")).to(STAGING));

        Comparison comparison = compare(STAGING, "", Request.TARGET, "");

        assertThat(comparison.objects()).singleElement().satisfies(object -> {
            assertThat(object.side()).isEqualTo(Side.BOTH);
            assertThat(object.key().namespace()).isEmpty();
            assertThat(object.fields().get(0).before().asText()).isEqualTo("webapp:2");
            assertThat(object.fields().get(0).after().asText()).isEqualTo("webapp:1");
        });
    }

    private static List<Manifest> app(String tag, String configMap, String password) {
        return Rig.yaml("""
                {apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: "webapp:%s"}]}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: "%s"}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: key}, stringData: {password: "%s"}}
                """.formatted(tag, configMap, password));
    }

    private static List<FieldDiff> fields(Comparison comparison, String name) {
        return comparison.objects().stream()
                .filter(object -> object.key().shortName().equals(name))
                .findFirst()
                .map(ManifestDiff::fields)
                .orElseThrow();
    }

    private Comparison compare(Target first, String firstId, Target second, String secondId) {
        return rig.cluster(cluster -> Comparison.of(
                cluster,
                Comparison.Side.of(cluster, first, firstId),
                cluster,
                Comparison.Side.of(cluster, second, secondId),
                FieldRules.NONE));
    }
}
