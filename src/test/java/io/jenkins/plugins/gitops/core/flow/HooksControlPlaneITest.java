package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.controlplane.Programs;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.render.Capabilities;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.render.RenderRequest;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import io.jenkins.plugins.gitops.core.render.Source;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Hooks with Kubernetes' own controllers, and the real Helm as the judge: it deploys the same chart to a namespace beside
 * ours, and the same objects must come and go there in the same order.
 */
@Timeout(120)
class HooksControlPlaneITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private static final Path CHARTS =
            Path.of("src/test/resources/io/jenkins/plugins/gitops/core/flow").toAbsolutePath();

    private ClusterGateway cluster;
    private String ours;
    private String helms;

    @BeforeEach
    void open() {
        cluster = CONTROL_PLANE.gateway();
        ours = CONTROL_PLANE.namespace();
        helms = CONTROL_PLANE.namespace();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void shouldRunTheHooksOfInstallationAndUpgradeAsHelmDoes() throws Exception {
        List<String> installation = List.of(
                "+ ConfigMap/z-first",
                "+ ConfigMap/migrate",
                "+ Job/migrate",
                "+ ConfigMap/odd",
                "+ Pod/check",
                "+ ConfigMap/seed",
                "- ConfigMap/seed",
                "- Pod/check",
                "- Job/migrate",
                "+ ServiceAccount/removed",
                "+ ConfigMap/settings",
                "+ Job/announce",
                "+ ConfigMap/done",
                "- ConfigMap/done");
        List<String> upgrade = List.of(
                "- ConfigMap/migrate",
                "+ ConfigMap/migrate",
                "+ Job/migrate",
                "- ConfigMap/odd",
                "+ ConfigMap/odd",
                "+ ConfigMap/backup",
                "+ Pod/check",
                "+ ConfigMap/seed",
                "- ConfigMap/seed",
                "- Pod/check",
                "- Job/migrate",
                "~ ConfigMap/settings",
                "- ServiceAccount/removed",
                "- Job/announce",
                "+ Job/announce",
                "+ ConfigMap/done",
                "- ConfigMap/done");
        List<String> rollback = List.of(
                "+ ConfigMap/back",
                "+ ServiceAccount/removed",
                "~ ConfigMap/settings",
                "+ ConfigMap/gone-back",
                "- ConfigMap/gone-back");
        try (HookEvents here = new HookEvents(cluster, ours);
                HookEvents there = new HookEvents(cluster, helms)) {
            DeploymentRecord installed = both("install", Map.of(), 0);

            assertThat(installed.state()).as(installed.message()).isEqualTo(State.APPLIED);
            assertThat(there.next(installation.size())).as("Helm").isEqualTo(installation);
            assertThat(here.next(installation.size())).isEqualTo(installation);

            DeploymentRecord upgraded = both("upgrade", Map.of("version", "2"), 0);

            assertThat(upgraded.state()).as(upgraded.message()).isEqualTo(State.APPLIED);
            assertThat(there.next(upgrade.size())).as("Helm").isEqualTo(upgrade);
            assertThat(here.next(upgrade.size())).isEqualTo(upgrade);

            helm(List.of("rollback", "shop", "1"), Map.of(), 0);
            DeploymentRecord back = new Rollback(cluster, deploy())
                    .run(
                            DeployRequest.to(target()).by("me", "").build(),
                            History.of(cluster, target()).rollbackTarget(installed.id()));

            assertThat(back.state()).as(back.message()).isEqualTo(State.APPLIED);
            assertThat(there.next(rollback.size())).as("Helm").isEqualTo(rollback);
            assertThat(here.next(rollback.size())).isEqualTo(rollback);
        }
        assertThat(left(ours)).isEqualTo(left(helms)).contains("job.batch/announce", "configmap/z-first");
    }

    @Test
    void shouldTryAHookBeforeAnythingIsWrittenAsIfItsLastRunWereDeletedAlready() {
        List<Manifest> manifests = Rig.file("hooks/job.yaml");
        ObjectNode pod = (ObjectNode) Json.at(manifests.get(0).json(), "spec", "template", "spec");
        assertThat(deploy(manifests).state()).isEqualTo(State.APPLIED);

        pod.put("terminationGracePeriodSeconds", 5);
        DeploymentRecord changed = deploy(manifests);
        pod.put("restartPolicy", "Sometimes");
        DeploymentRecord wrong = deploy(manifests);

        assertThat(changed.state()).as(changed.message()).isEqualTo(State.APPLIED);
        assertThat(wrong.state()).isEqualTo(State.FAILED);
        assertThat(wrong.message())
                .contains("the hook Job.batch/migrate in " + ours, "restartPolicy", "Sometimes")
                .doesNotContain("immutable");
        assertThat(wrong.results()).isEmpty();
    }

    private DeploymentRecord deploy(List<Manifest> manifests) {
        return deploy().run(DeployRequest.to(target())
                .of(manifests, Optional.empty(), Map.of())
                .by("me", "")
                .build());
    }

    private Deploy deploy() {
        return new Deploy(cluster, new MemoryRecords(), Optional.empty(), Clock.systemUTC(), new Lines());
    }

    private Target target() {
        return new Target("shop", "test", ours);
    }

    @Test
    void shouldStopAtAFailingHookAsHelmDoes() throws Exception {
        List<String> failure = List.of(
                "+ ConfigMap/z-first",
                "+ ConfigMap/migrate",
                "+ Job/migrate",
                "+ ConfigMap/odd",
                "+ Pod/check",
                "- Job/migrate");
        try (HookEvents here = new HookEvents(cluster, ours);
                HookEvents there = new HookEvents(cluster, helms)) {
            DeploymentRecord record = both("install", Map.of("fail", "true"), 1);

            assertThat(record.state()).isEqualTo(State.FAILED);
            assertThat(record.message())
                    .startsWith(
                            "pre-install hook Pod/check in " + ours + " failed: container main ended with exit code 1");
            assertThat(there.next(failure.size())).as("Helm").isEqualTo(failure);
            assertThat(here.next(failure.size())).isEqualTo(failure);
        }
        assertThat(left(ours)).isEqualTo(left(helms)).contains("pod/check").doesNotContain("configmap/settings");
    }

    /** Deploys by the engine and, at the same time, by Helm. */
    private DeploymentRecord both(String verb, Map<String, String> values, int exitCode) {
        CompletableFuture<Void> helm = CompletableFuture.runAsync(
                () -> helm(List.of(verb, "shop", CHARTS.resolve("hooks-chart").toString()), values, exitCode));
        RenderResult rendered = new Renderer(new ProcessRunner(Programs.path()))
                .render(new RenderRequest(
                                CHARTS, new Source.Helm("hooks-chart", "shop", List.of(), values), "shop", ours)
                        .with(new Capabilities("", List.of(), verb.equals("upgrade"))));
        DeployRequest request = DeployRequest.to(target())
                .of(rendered.manifests(), Optional.empty(), Map.of())
                .hooks(rendered.hooks())
                .by("me", "")
                .build();
        DeploymentRecord record = deploy().run(request);
        helm.join();
        return record;
    }

    private void helm(List<String> arguments, Map<String, String> values, int exitCode) {
        List<String> command = new ArrayList<>(List.of("helm"));
        command.addAll(arguments);
        command.addAll(List.of("--namespace", helms));
        command.addAll(List.of("--kubeconfig", CONTROL_PLANE.kubeconfig().toString()));
        values.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        Programs.Result result = Programs.run(command);
        assertThat(result.exitCode()).as(result.output() + result.error()).isEqualTo(exitCode);
    }

    /** What is there but what controllers have made, and our inventory. */
    private static List<String> left(String namespace) {
        return Stream.of(CONTROL_PLANE
                        .kubectl("get", "configmap,job,pod,serviceaccount", "-n", namespace, "-o", "name")
                        .split("\\R"))
                .filter(name -> !name.matches(".*/(kube-root-ca.crt|default|gitops-.*|(announce|migrate)-.{5})"))
                .toList();
    }
}
