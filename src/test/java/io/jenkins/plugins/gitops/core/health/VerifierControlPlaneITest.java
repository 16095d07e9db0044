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

/** The verifier against Kubernetes' own controllers, with kubectl as the judge. */
class VerifierControlPlaneITest {
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

    private Target apply(ObjectNode object) {
        object.withObject("/metadata").put("namespace", namespace);
        return Target.of(gateway.apply(
                        gateway.type(Target.of(object).type()).orElseThrow(),
                        object,
                        new ApplyOptions("jenkins-gitops", true, false))
                .object());
    }

    private static ObjectNode given(String name) {
        return Cases.live("controlplane", name);
    }

    private static ObjectNode behaving(String name, String behaviour) {
        ObjectNode object = given(name);
        object.withObject("/spec/template/metadata/annotations").put("gitops.test/behaviour", behaviour);
        return object;
    }

    private VerifyResult verify(int seconds, List<Target> targets) {
        return new Verifier(gateway, WaitClock.system(), Progress.silent()).verify(request(seconds, targets));
    }

    private static VerifyRequest request(int seconds, List<Target> targets) {
        return new VerifyRequest(targets, "", Duration.ofSeconds(seconds), Duration.ZERO, true);
    }

    private VerifyResult verify(int seconds, Target target) {
        return verify(seconds, List.of(target));
    }

    private String kubectl(String... arguments) {
        return CONTROL_PLANE.kubectl(
                Stream.concat(Stream.of("-n", namespace), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void shouldAgreeWithKubectlThatEverythingIsRolledOut() {
        List<Target> targets = Stream.of(
                        "deployment", "statefulset", "daemonset", "job", "persistentvolumeclaim", "service")
                .map(name -> apply(given(name)))
                .toList();

        VerifyResult result = verify(60, targets);

        assertThat(result.reasonLines()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
        for (String workload : List.of("deployment/web", "statefulset/db", "daemonset/agent")) {
            kubectl("rollout", "status", workload, "--timeout=1s");
        }
        kubectl("wait", "job/migrate", "--for=condition=complete", "--timeout=1s");
    }

    @Test
    void shouldFollowAStatefulSetToItsNewRevision() {
        verify(60, apply(given("statefulset")));
        ObjectNode changed = given("statefulset");
        changed.withObject("/spec/template/metadata/annotations").put("gitops.test/delay", "1s");

        VerifyResult result = verify(60, apply(changed));

        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(result.took()).isGreaterThan(Duration.ofSeconds(2));
        assertThat(kubectl("get", "statefulset/db", "-o", "jsonpath={.status.updatedReplicas}"))
                .isEqualTo("2");
    }

    @Test
    void shouldReportAnImageThatCannotBePulledWithinFiveSeconds() {
        VerifyResult result = verify(60, apply(behaving("deployment", "image-pull")));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isLessThan(Duration.ofSeconds(5));
        assertThat(result.reasons().get(0)).contains("container web: ImagePullBackOff");
    }

    @Test
    void shouldReportACrashLoop() {
        VerifyResult result = verify(60, apply(behaving("deployment", "crash")));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reasons().get(0)).contains("container web crashes");
    }

    @Test
    void shouldReportAFailedJob() {
        VerifyResult result = verify(60, apply(behaving("job", "crash")));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reasons().get(0)).contains("BackoffLimitExceeded");
    }

    @Test
    void shouldTimeOutWithTheReasonOfAPodThatIsNeverReady() {
        VerifyResult result = verify(4, apply(behaving("deployment", "unready")));

        assertThat(result.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(result.reasonLines())
                .startsWith("Deployment.apps/web in " + namespace + ": progressing: 0 of 3 replicas are available")
                .anyMatch(line -> line.contains("containers with unready status"));
    }

    @Test
    void shouldNotTakeTheFailureBeforeARollbackForItsOwn() {
        ObjectNode good = replacedAtOnce(given("deployment"));
        verify(60, apply(good));
        ObjectNode bad = replacedAtOnce(behaving("deployment", "image-pull"));
        bad.withObject("/spec").put("progressDeadlineSeconds", 1);
        apply(bad);
        kubectl("wait", "deployment/web", "--for=condition=Progressing=false", "--timeout=30s");

        VerifyResult result = verify(60, apply(good));

        assertThat(result.reasonLines()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
    }

    /** No Pod of the good ReplicaSet is left that would be available at once. */
    private static ObjectNode replacedAtOnce(ObjectNode deployment) {
        deployment
                .withObject("/spec/strategy/rollingUpdate")
                .put("maxUnavailable", "100%")
                .put("maxSurge", 0);
        return deployment;
    }

    @Test
    void shouldSayThatSomebodyDeletedIt() {
        Target web = apply(behaving("deployment", "unready"));
        Progress deletingAfterTheList = new RecordingProgress() {
            @Override
            public void object(ResourceKey key, String state, String message) {
                if (state.equals("progressing")) {
                    kubectl("delete", "deployment/web", "--wait=false");
                }
            }
        };

        VerifyResult result =
                new Verifier(gateway, WaitClock.system(), deletingAfterTheList).verify(request(60, List.of(web)));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reasons().get(0)).endsWith("somebody deleted it while it was watched");
    }
}
