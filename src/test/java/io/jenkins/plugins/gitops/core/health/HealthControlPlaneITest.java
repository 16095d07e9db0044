package io.jenkins.plugins.gitops.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.health.VerifyRequest.Target;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Verdict;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kinds beside workloads, refusals and expressions, with Kubernetes' own controllers. */
class HealthControlPlaneITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private ClusterGateway gateway;
    private String namespace;

    @BeforeEach
    void open() {
        gateway = CONTROL_PLANE.gateway();
        namespace = CONTROL_PLANE.namespace();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private Target apply(String name) {
        ObjectNode object = Cases.live("controlplane", name);
        if (!name.equals("definition")) {
            object.withObject("/metadata").put("namespace", namespace);
        }
        return Target.of(gateway.apply(
                        gateway.type(Target.of(object).type()).orElseThrow(),
                        object,
                        new ApplyOptions("jenkins-gitops", true, false))
                .object());
    }

    private VerifyResult verify(HealthExpressions rules, Progress progress, List<Target> targets) {
        return new Verifier(gateway, WaitClock.system(), progress)
                .verify(new VerifyRequest(targets, "", Duration.ofSeconds(60), Duration.ZERO, true).with(rules));
    }

    private VerifyResult verify(Target... targets) {
        return verify(HealthExpressions.STANDARD, Progress.silent(), List.of(targets));
    }

    @Test
    void shouldFindKindsBesideWorkloadsHealthy() {
        List<Target> targets = Stream.of(
                        "deployment", "horizontalpodautoscaler", "poddisruptionbudget", "cronjob", "ingress")
                .map(this::apply)
                .toList();

        VerifyResult result = verify(HealthExpressions.STANDARD, Progress.silent(), targets);

        assertThat(result.reasonLines()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(CONTROL_PLANE.kubectl(
                        "-n", namespace, "get", "pdb/web", "-o", "jsonpath={.status.observedGeneration}"))
                .isEqualTo("1");
    }

    @Test
    void shouldReportPodsThatAQuotaForbidsLongBeforeTheDeadline() {
        apply("resourcequota");
        CONTROL_PLANE.kubectl("-n", namespace, "wait", "quota/few", "--for=jsonpath={.status.hard.pods}=1");

        VerifyResult deployment = verify(apply("deployment"));

        assertThat(deployment.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(deployment.took()).isLessThan(Duration.ofSeconds(30));
        assertThat(deployment.reasons().get(0)).contains("Pods cannot be created: ", "exceeded quota: few");
    }

    @Test
    void shouldReportPodsOfAStatefulSetThatAQuotaForbids() {
        apply("resourcequota");
        CONTROL_PLANE.kubectl("-n", namespace, "wait", "quota/few", "--for=jsonpath={.status.hard.pods}=1");

        VerifyResult set = verify(apply("statefulset"));

        assertThat(set.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(set.took()).isLessThan(Duration.ofSeconds(40));
        assertThat(set.reasons().get(0)).contains("Pods cannot be created: ", "exceeded quota: few");
    }

    @Test
    void shouldFollowACustomResourceByItsExpression() {
        verify(apply("definition"));
        gateway.forgetDiscovery();
        HealthExpressions rules = HealthExpressions.read("""
                - apiVersion: health.gitops.test/v1
                  kind: Widget
                  failed: status.?phase.orValue('') == 'Broken'
                  current: status.size == spec.size
                """, "rules.yaml");
        Progress growing = new RecordingProgress() {
            @Override
            public void object(ResourceKey key, String state, String message) {
                super.object(key, state, message);
                if (message.contains("cannot be evaluated: key 'size' is not present")) {
                    CONTROL_PLANE.kubectl(
                            "-n",
                            namespace,
                            "patch",
                            "widget.health.gitops.test/w",
                            "--subresource=status",
                            "--type=merge",
                            "-p",
                            "{\"status\":{\"size\":3}}");
                }
            }
        };

        VerifyResult result = verify(rules, growing, List.of(apply("widget")));

        assertThat(result.reasonLines()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(((RecordingProgress) growing).lines)
                .anyMatch(line -> line.startsWith("Widget.health.gitops.test/w healthy"));
    }
}
