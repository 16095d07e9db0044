package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.controlplane.Programs;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.HealthExpressions;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.release.HelmProgram;
import io.jenkins.plugins.gitops.core.release.HelmRelease;
import io.jenkins.plugins.gitops.core.release.HelmUpgrade;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.render.Source;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A chart as a Helm release: planned by the engine, carried out by the real Helm on a real API server. */
class HelmDeployITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private static final Path CHARTS = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/flow");

    private final MemoryRecords records = new MemoryRecords();
    private String namespace;
    private ClusterGateway cluster;
    private HelmProgram helm;

    @BeforeEach
    void open() {
        namespace = CONTROL_PLANE.namespace();
        cluster = CONTROL_PLANE.gateway();
        helm = new HelmProgram(
                new ProcessRunner(Programs.path()),
                CHARTS.toAbsolutePath(),
                List.of("--kubeconfig", CONTROL_PLANE.kubeconfig().toString()),
                namespace);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void shouldDoWhatItsPlanSaysAndGoBack() {
        DeploymentRecord first = upgrade(Map.of(), PlanOptions.standard());
        assertThat(results(first)).containsExactly("CREATED disk", "CREATED one", "CREATED two");

        DeploymentRecord second = upgrade(Map.of("color", "blue", "second", "false"), PlanOptions.standard());

        assertThat(second.plan().orElseThrow().summary()).isEqualTo("1 to update, 1 unchanged, 1 to prune");
        assertThat(results(second)).containsExactly("PRUNED two", "UNCHANGED disk", "UPDATED one");
        assertThat(data("one")).contains("blue", "upgrade: \"true\"");
        assertThat(helm.find("shop").orElseThrow().revision()).isEqualTo(2);
        assertThat(HelmHistory.of(helm.history("shop")))
                .extracting(Deployment::id, Deployment::state)
                .containsExactly(tuple("2", "applied"), tuple("1", "applied"));

        DeploymentRecord back =
                deploy().rollback(request(PlanOptions.standard()).build(), "shop", 0);

        assertThat(back.state()).as(back.message()).isEqualTo(State.APPLIED);
        assertThat(back.kind()).isEqualTo(Kind.ROLLBACK);
        assertThat(results(back)).containsExactly("CREATED two", "UNCHANGED disk", "UPDATED one");
        assertThat(data("one")).contains("green");
    }

    @Test
    void shouldRefuseWhatHelmWouldDeleteUnlessItIsAllowed() {
        upgrade(Map.of(), PlanOptions.standard());

        DeploymentRecord refused = upgrade(Map.of("claim", "false"), PlanOptions.standard());

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message()).contains("PersistentVolumeClaim/disk", "--allow-prune", "resource-policy");
        assertThat(helm.find("shop").orElseThrow().revision()).isEqualTo(1);

        Consent consent = new Consent(Set.of("PersistentVolumeClaim/disk"), Set.of());
        DeploymentRecord allowed =
                upgrade(Map.of("claim", "false"), PlanOptions.standard().withConsent(consent));

        assertThat(allowed.state()).as(allowed.message()).isEqualTo(State.APPLIED);
        assertThat(results(allowed)).contains("PRUNED disk");
    }

    @Test
    void shouldNotHandToHelmWhatAFailedCheckRefuses() {
        List<String> looked = new ArrayList<>();

        DeploymentRecord refused = deploy().checking(manifests -> {
                    manifests.forEach(manifest -> looked.add(manifest.key().name()));
                    throw new GitOpsException("a check has failed");
                })
                .upgrade(request(PlanOptions.standard()).build(), chart(Map.of(), false));

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message()).isEqualTo("a check has failed");
        assertThat(looked).contains("disk", "one", "two");
        assertThat(helm.find("shop")).isEmpty();
        assertThat(records.load(refused.app(), refused.environment(), refused.id()))
                .isPresent();
    }

    @Test
    void shouldNameTheOtherManagerOfAConflictBeforeHelmIsStarted() {
        upgrade(Map.of(), PlanOptions.standard());
        CONTROL_PLANE.kubectl(
                "patch",
                "configmap",
                "one",
                "-n",
                namespace,
                "--type=merge",
                "-p",
                "{\"data\":{\"color\":\"red\"}}",
                "--field-manager=somebody");

        DeploymentRecord refused = upgrade(Map.of("color", "blue"), PlanOptions.standard());

        assertThat(refused.message()).contains("somebody", ".data.color");
        assertThat(helm.find("shop").orElseThrow().revision()).isEqualTo(1);

        upgrade(Map.of("color", "blue"), PlanOptions.standard().withForce(true));

        assertThat(data("one")).contains("blue");
    }

    @Test
    void shouldRefuseAPlanThatIsNoLongerTrue() {
        upgrade(Map.of(), PlanOptions.standard());
        DeployRequest planned =
                request(PlanOptions.standard()).kind(Kind.DRY_RUN).build();
        String digest = deploy().upgrade(planned, chart(Map.of("color", "blue"), false))
                .plan()
                .orElseThrow()
                .digest();

        DeploymentRecord refused = deploy().upgrade(
                        request(PlanOptions.standard())
                                .agreed(AgreedPlan.of(digest))
                                .build(),
                        chart(Map.of("color", "black"), false));

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(helm.find("shop").orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void shouldTellWhatHelmCouldNotDo() {
        upgrade(Map.of(), PlanOptions.standard());

        DeploymentRecord refused = upgrade(Map.of("broken", "true"), PlanOptions.standard());

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message()).contains("broken", "192.0.2.1");
        assertThat(helm.find("shop").orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void shouldTellBeforehandWhichHooksHelmRunsAndAfterwardsWhichItHasRun() {
        DeploymentRecord installed = hooks(Map.of());

        assertThat(installed.plan().orElseThrow().summary()).isEqualTo("2 to create, 8 hooks to run");
        assertThat(installed.state()).as(installed.message()).isEqualTo(State.APPLIED);
        assertThat(installed.results())
                .filteredOn(result -> result.outcome() == Outcome.RAN)
                .extracting(result -> result.key().shortName())
                .containsExactly(
                        "ConfigMap/z-first",
                        "ConfigMap/migrate",
                        "Job.batch/migrate",
                        "ConfigMap/odd",
                        "Pod/check",
                        "ConfigMap/seed",
                        "Job.batch/announce",
                        "ConfigMap/done");

        DeploymentRecord failed = hooks(Map.of("fail", "true"));

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.results())
                .filteredOn(result -> result.outcome() != Outcome.UNCHANGED)
                .extracting(result -> result.outcome() + " " + result.key().shortName())
                .containsExactly(
                        "RAN ConfigMap/migrate",
                        "RAN Job.batch/migrate",
                        "RAN ConfigMap/odd",
                        "RAN ConfigMap/backup",
                        "FAILED Pod/check",
                        "SKIPPED ConfigMap/seed",
                        "SKIPPED Job.batch/announce",
                        "SKIPPED ConfigMap/done");

        DeploymentRecord back =
                deploy().rollback(request(PlanOptions.standard()).build(), "shop", 1);

        assertThat(back.state()).as(back.message()).isEqualTo(State.APPLIED);
        assertThat(back.results())
                .filteredOn(result -> result.outcome() == Outcome.RAN)
                .extracting(result -> result.key().shortName())
                .containsExactly("ConfigMap/back", "ConfigMap/gone-back");
    }

    private DeploymentRecord hooks(Map<String, String> values) {
        Source.Helm source = new Source.Helm("hooks-chart", "", List.of(), values);
        return deploy().upgrade(
                        request(PlanOptions.standard()).build(),
                        new HelmUpgrade(CHARTS.toAbsolutePath(), source, "shop", false, Duration.ofMinutes(1)));
    }

    @Test
    void shouldSayWhatToDoWhenHelmWasCutOff() throws IOException {
        upgrade(Map.of(), PlanOptions.standard());
        cutOffInTheHook();

        DeploymentRecord refused = upgrade(Map.of("color", "blue"), PlanOptions.standard());

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message()).contains("pending-upgrade", "gitops rollback --deployer helm");

        deploy().rollback(request(PlanOptions.standard()).build(), "shop", 0);

        assertThat(results(upgrade(Map.of("color", "blue"), PlanOptions.standard())))
                .contains("UPDATED one");
    }

    /** Kills Helm while it waits for a hook that never ends. */
    private void cutOffInTheHook() throws IOException {
        Process process = new ProcessBuilder(
                        program("helm"),
                        "upgrade",
                        "shop",
                        CHARTS.resolve("release").toString(),
                        "--set",
                        "hook=yes",
                        "--namespace",
                        namespace,
                        "--kubeconfig",
                        CONTROL_PLANE.kubeconfig().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(Stream.generate(() -> helm.find("shop").orElseThrow())
                            .limit(200)
                            .anyMatch(HelmRelease::isPending))
                    .as("helm waits for its hook")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String program(String name) {
        return Stream.of(Programs.path().split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    @Test
    void shouldFindDriftOfARelease() {
        upgrade(Map.of(), PlanOptions.standard());
        CONTROL_PLANE.kubectl("delete", "configmap", "two", "-n", namespace);

        Verify.Outcome outcome = new HelmVerify(cluster, helm, WaitClock.system(), Progress.silent())
                .run(target(), "shop", Duration.ofSeconds(5), Duration.ZERO);

        assertThat(outcome.health().isHealthy()).isFalse();
        assertThat(outcome.drift()).containsExactly("ConfigMap/two in " + namespace + " is missing");
    }

    @Test
    void shouldRunTheTestsOfARelease() {
        Source.Helm example = new Source.Helm("webapp-helm", "", List.of(), Map.of());
        deploy().upgrade(
                        request(PlanOptions.standard()).build(),
                        new HelmUpgrade(
                                Path.of("examples").toAbsolutePath(), example, "shop", false, Duration.ofMinutes(1)));

        Verify.Outcome outcome = new HelmVerify(cluster, helm, WaitClock.system(), Progress.silent())
                .with(new VerifyOptions(
                        HealthExpressions.STANDARD, Duration.ZERO, Optional.of(Duration.ofSeconds(30)), List.of()))
                .run(target(), "shop", Duration.ofSeconds(30), Duration.ZERO);

        assertThat(outcome.reasons()).isEmpty();
        assertThat(outcome.checks()).extracting(CheckResult::name).containsExactly("Pod/shop-answers");
        assertThat(outcome.drift()).isEmpty();
        assertThat(outcome.deployment().state()).isEqualTo("verified");
    }

    private DeploymentRecord upgrade(Map<String, String> values, PlanOptions planning) {
        return deploy().upgrade(request(planning).build(), chart(values, planning.force()));
    }

    private HelmDeploy deploy() {
        return new HelmDeploy(cluster, helm, records, Optional.empty(), Clock.systemUTC(), Progress.silent());
    }

    private DeployRequestBuilder request(PlanOptions planning) {
        return DeployRequest.to(target()).planning(planning).by("me", "");
    }

    private Target target() {
        return new Target("shop", "test", namespace);
    }

    private static HelmUpgrade chart(Map<String, String> values, boolean force) {
        Source.Helm source = new Source.Helm("release", "", List.of(), values);
        return new HelmUpgrade(CHARTS.toAbsolutePath(), source, "shop", force, Duration.ofMinutes(1));
    }

    private static List<String> results(DeploymentRecord record) {
        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        return record.results().stream().map(HelmDeployITest::word).sorted().toList();
    }

    private static String word(ObjectResult result) {
        return result.outcome() + " " + result.key().name();
    }

    private String data(String configMap) {
        return CONTROL_PLANE.kubectl("get", "configmap", configMap, "-n", namespace, "-o", "yaml");
    }
}
