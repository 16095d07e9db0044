package io.jenkins.plugins.gitops.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.cluster.PersonalKubeconfig;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.health.VerifyRequest.Target;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Verdict;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.sandbox.http.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier with the real gateway, over HTTP, against an API server in this process. */
class VerifierSandboxTest {
    private static final String SELECTOR = "applyset.kubernetes.io/part-of=applyset-x-v1";
    private static final String WATCHED = "/apis/apps/v1/namespaces/default/deployments";

    private final RecordingProgress progress = new RecordingProgress();
    private final WaitClock clock = WaitClock.system();

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private ClusterGateway gateway;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start();
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        gateway = PersonalKubeconfig.load(kubeconfig, null).open(Retry.DEFAULT);
    }

    @AfterEach
    void stop() {
        gateway.close();
        sandbox.close();
    }

    private Target apply(ObjectNode object) {
        Target target = Target.of(object);
        ResourceType type = gateway.type(target.type()).orElseThrow();
        return Target.of(gateway.apply(type, object, new ApplyOptions("jenkins-gitops", false, false))
                .object());
    }

    private static ObjectNode deploymentThatIs(String behaviour) {
        ObjectNode deployment = Cases.live("sandbox", "deployment");
        deployment.withObject("/spec/template/metadata/annotations").put("gitops.test/behaviour", behaviour);
        return deployment;
    }

    private VerifyResult verify(WaitClock with, int seconds, Target... targets) {
        return new Verifier(gateway, with, progress)
                .verify(new VerifyRequest(
                        Stream.of(targets).toList(), SELECTOR, Duration.ofSeconds(seconds), Duration.ZERO, true));
    }

    /** Something that happens after the verifier's list and before its watch begins: the watch must tell it. */
    private void beforeTheFirstWatch(Runnable what) {
        AtomicBoolean first = new AtomicBoolean(true);
        sandbox.faults()
                .on("GET", WATCHED)
                .when(request -> request.isWatch() && first.getAndSet(false))
                .when(request -> {
                    what.run();
                    return true;
                })
                .delay(Duration.ZERO);
    }

    @Test
    void shouldFollowARolloutWithinItsBudget() {
        sandbox.workloads(false);
        beforeTheFirstWatch(() -> sandbox.workloads(true));
        Target config = apply(Cases.live("sandbox", "configmap"));
        Target job = apply(Cases.live("sandbox", "job"));
        Target web = apply(Cases.live("sandbox", "deployment"));
        sandbox.requests().reset();

        // It must be ready before the first look at Pods is due, however slow the machine is.
        VerifyResult result = verify(new FastClock(clock, 0.1), 30, config, job, web);

        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(sandbox.requests().lists()).isEqualTo(3);
        assertThat(sandbox.requests().watches()).isLessThanOrEqualTo(3);
        assertThat(sandbox.requests().count(VerifierSandboxTest::readsOneObject))
                .isZero();
        assertThat(progress.lines).contains("Deployment.apps/web healthy");
    }

    private static boolean readsOneObject(LoggedRequest request) {
        return request.path().matches(".*/(deployments|jobs|configmaps)/.+");
    }

    /** On a slow machine, what is below them is followed too. */
    private static boolean watchesDeployments(LoggedRequest request) {
        return request.path().equals(WATCHED) && request.watch();
    }

    @Test
    void shouldReportAnImageThatCannotBePulledWithinFiveSeconds() {
        Target web = apply(deploymentThatIs("image-pull"));

        VerifyResult result = verify(clock, 60, web);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isLessThan(Duration.ofSeconds(5));
        assertThat(result.reasons().get(0)).contains("container web: ImagePullBackOff", "mywebapp:9: not found");
        assertThat(result.reasonLines()).anyMatch(line -> line.startsWith("  event Failed: Failed to pull image"));
    }

    @Test
    void shouldReportACrashWithTheLog() {
        Target web = apply(deploymentThatIs("crash"));
        podsOf("web").forEach(pod -> sandbox.podLog("default", pod, "no database\n"));

        VerifyResult result = verify(new FastClock(clock, 10), 600, web);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reasons().get(0)).contains("container web crashes: ", "exit code 1 (Error)");
        assertThat(result.reasonLines()).endsWith("  last log lines of container web:", "  | no database");
    }

    private List<String> podsOf(String app) {
        ResourceType pods = gateway.type("", "Pod").orElseThrow();
        Sandbox.await(() -> gateway.list(pods, "default", "app=" + app).items().size() == 3);
        return gateway.list(pods, "default", "app=" + app).items().stream()
                .map(pod -> pod.at("/metadata/name").asText())
                .toList();
    }

    @Test
    void shouldTimeOutWithTheReasonOfAPodThatIsNeverReady() {
        Target web = apply(deploymentThatIs("unready"));
        ResourceType events = gateway.type("", "Event").orElseThrow();
        Sandbox.await(() -> gateway.list(events, "default", "").items().stream()
                .anyMatch(event -> Json.text(event, "reason").equals("Unhealthy")));

        VerifyResult result = verify(new FastClock(clock, 20), 20, web);

        assertThat(result.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(result.reasonLines())
                .startsWith("Deployment.apps/web in default: progressing: 0 of 3 replicas are available")
                .anyMatch(line -> line.startsWith("  event Unhealthy: Readiness probe failed"));
    }

    @Test
    void shouldReportAFailedJob() {
        ObjectNode job = Cases.live("sandbox", "job");
        job.withObject("/spec/template/metadata/annotations").put("gitops.test/behaviour", "crash");
        Target migrate = apply(job);

        VerifyResult result = verify(new FastClock(clock, 10), 600, migrate);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reasons().get(0)).contains("BackoffLimitExceeded");
        assertThat(result.reasonLines()).anyMatch(line -> line.contains("container migrate ended with exit code 1"));
    }

    @Test
    void shouldListAgainWhenTheServerHasForgottenTheVersion() {
        sandbox.workloads(false);
        Target web = apply(Cases.live("sandbox", "deployment"));
        beforeTheFirstWatch(() -> {
            sandbox.patch("somebody", "v1", "ServiceAccount", "default", "default", "{\"secrets\":[]}");
            sandbox.createNamespace("other");
            sandbox.compact();
        });
        // Not before, or the second list may have seen all and there is nothing left to watch.
        sandbox.faults()
                .on("GET", WATCHED)
                .when(request -> request.isWatch())
                .when(request -> {
                    sandbox.workloads(true);
                    return true;
                })
                .delay(Duration.ZERO);
        sandbox.requests().reset();

        VerifyResult result = verify(clock, 30, web);

        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(sandbox.requests().count(request -> request.path().equals(WATCHED) && !request.watch()))
                .isEqualTo(2);
        assertThat(sandbox.requests().count(VerifierSandboxTest::watchesDeployments))
                .isEqualTo(2);
    }

    @Test
    void shouldNotWatchAgainWhenTheNewListShowsAllThatIsWaitedFor() {
        sandbox.workloads(false);
        Target web = apply(Cases.live("sandbox", "deployment"));
        beforeTheFirstWatch(() -> {
            sandbox.createNamespace("other");
            sandbox.compact();
            sandbox.workloads(true);
            Sandbox.await(() -> Json.at(
                                    sandbox.get("apps/v1", "Deployment", "default", "web")
                                            .get(),
                                    "status",
                                    "availableReplicas")
                            .asInt()
                    == 3);
        });
        sandbox.requests().reset();

        VerifyResult result = verify(clock, 30, web);

        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(sandbox.requests().count(VerifierSandboxTest::watchesDeployments))
                .isEqualTo(1);
    }

    @Test
    void shouldOpenAWatchAgainThatBreaks() {
        sandbox.workloads(false);
        Target web = apply(Cases.live("sandbox", "deployment"));
        sandbox.faults()
                .on("GET", WATCHED)
                .when(request -> request.isWatch())
                .when(request -> {
                    sandbox.workloads(true);
                    return true;
                })
                .dropWatchAfter(1);
        sandbox.requests().reset();

        VerifyResult result = verify(clock, 30, web);

        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(sandbox.requests().count(VerifierSandboxTest::watchesDeployments))
                .isEqualTo(2);
        assertThat(sandbox.requests().count(request -> request.path().equals(WATCHED) && !request.watch()))
                .isEqualTo(1);
    }

    @Test
    void shouldFailWhenTheObjectIsDeleted() {
        Target web = apply(deploymentThatIs("unready"));
        beforeTheFirstWatch(() -> sandbox.delete("apps/v1", "Deployment", "default", "web"));

        assertThat(verify(clock, 30, web).reasons())
                .containsExactly("Deployment.apps/web in default: failed: somebody deleted it while it was watched");
    }

    @Test
    void shouldTellALostLabelFromADeletion() {
        Target web = apply(deploymentThatIs("unready"));
        beforeTheFirstWatch(() -> sandbox.patch(
                "somebody",
                "apps/v1",
                "Deployment",
                "default",
                "web",
                "{\"metadata\":{\"labels\":{\"applyset.kubernetes.io/part-of\":null}}}"));

        assertThat(verify(clock, 30, web).reasons().get(0)).contains("somebody removed the label");
    }

    @Test
    void shouldTimeOutWithoutTheRightToReadPods() {
        Target web = apply(deploymentThatIs("image-pull"));
        sandbox.allow(access -> !access.resource().equals("pods"));

        VerifyResult result = verify(new FastClock(clock, 20), 20, web);

        assertThat(result.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(progress.lines).anyMatch(line -> line.startsWith("warning: cannot see what is below"));
        assertThat(result.reasonLines()).anyMatch(line -> line.contains("its Pods cannot be read"));
    }

    @Test
    void shouldEndInterrupted() {
        sandbox.workloads(false);
        Target web = apply(Cases.live("sandbox", "deployment"));
        Thread verifying = Thread.currentThread();
        beforeTheFirstWatch(verifying::interrupt);

        assertThat(verify(clock, 30, web).verdict()).isEqualTo(Verdict.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }
}
