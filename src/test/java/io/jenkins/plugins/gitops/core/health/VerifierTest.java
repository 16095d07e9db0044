package io.jenkins.plugins.gitops.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.health.VerifyRequest.Target;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Verdict;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When waiting ends, and with which verdict. */
class VerifierTest extends VerifierFixture {
    private final ObjectNode ready = Live.deployment("web", 3, 3);
    private final ObjectNode rolling = Live.deployment("web", 3, 1);

    @Test
    void shouldBeHealthyAtOnceWithoutAnyWatch() {
        cluster.put(ready);

        VerifyResult result = verify(ready);

        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(result.took()).isZero();
        assertThat(cluster.requests).containsExactly("LIST Deployment prod");
        assertThat(cluster.selectors).containsExactly(SELECTOR);
    }

    @Test
    void shouldBeHealthyWithNothingToWaitFor() {
        assertThat(verify().verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldFollowManyObjectsWithOneListAndOneWatchATypeAndNamespace() {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ObjectNode deployment = Live.deployment("web-" + i, 3, 0);
            ObjectNode config = Live.object("v1", "ConfigMap", i % 2 == 0 ? "prod" : "other", "config-" + i);
            cluster.put(deployment);
            cluster.put(config);
            targets.add(Target.of(deployment));
            targets.add(Target.of(config));
            String name = "web-" + i;
            at(0.1 + i * 0.04, () -> cluster.put(Live.deployment(name, 3, 3)));
        }

        VerifyResult result = verify(targets);

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.took()).isEqualTo(Duration.ofMillis(100 + 39 * 40));
        assertThat(cluster.count("LIST")).isEqualTo(3);
        assertThat(cluster.count("WATCH")).isEqualTo(3);
        assertThat(cluster.requests).hasSize(6);
        assertThat(cluster.openWatches()).isZero();
    }

    @Test
    void shouldAskForNothingElseWhileOnlyObjectsWithoutPodsAreWaitedFor() {
        ObjectNode widget = Live.rule("custom-not-ready", "w");
        cluster.put(widget);
        at(50, () -> cluster.put(Live.rule("custom-ready", "w")));

        VerifyResult result = verify(widget);

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(50));
        assertThat(cluster.requests).hasSize(2);
    }

    @Test
    void shouldTimeOutWithTheReasonOfWhatIsNotReadyOnly() {
        cluster.put(rolling);
        ObjectNode config = Live.object("v1", "ConfigMap", "prod", "settings");
        cluster.put(config);

        VerifyResult result = verify(config, rolling);

        assertThat(result.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(result.took()).isEqualTo(timeout);
        assertThat(result.reasonLines())
                .containsExactly("Deployment.apps/web in prod: progressing: 1 of 3 replicas are available");
        assertThat(result.summary()).isEqualTo("verify timed out after 1 min 0 s: 1 of 2 objects is not healthy");
        assertThat(cluster.openWatches()).isZero();
    }

    @Test
    void shouldLookOnceWithAZeroTimeout() {
        timeout = Duration.ZERO;
        cluster.put(rolling);

        assertThat(verify(rolling).verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(cluster.count("WATCH")).isZero();
    }

    @Test
    void shouldWaitForAnObjectThatIsNotThereYet() {
        at(4, () -> cluster.put(ready));

        VerifyResult result = verify(ready);

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.readyAfter()).containsExactly(Map.entry(key("web"), Duration.ofSeconds(4)));
    }

    @Test
    void shouldSayThatAnObjectIsMissingWhenTimeIsUp() {
        VerifyResult result = verify(ready);

        assertThat(result.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(result.reasonLines()).containsExactly("Deployment.apps/web in prod: missing: not found");
    }

    @Test
    void shouldFailAtOnceWhenAnObjectIsDeletedWhileItIsWatched() {
        cluster.put(rolling);
        at(1, () -> cluster.delete(rolling));

        VerifyResult result = verify(rolling);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(1));
        assertThat(result.reasonLines())
                .containsExactly("Deployment.apps/web in prod: failed: somebody deleted it while it was watched");
    }

    @Test
    void shouldTellALostLabelFromADeletion() {
        cluster.put(rolling);
        at(1, () -> cluster.deselect(rolling));

        assertThat(verify(rolling).reasonLines().get(0)).contains("somebody removed the label that " + SELECTOR);
    }

    @Test
    void shouldNotAskForADeletedObjectThatNoLabelSelects() {
        selector = "";
        cluster.put(rolling);
        at(1, () -> cluster.deselect(rolling));

        assertThat(verify(rolling).reasonLines().get(0)).endsWith("somebody deleted it while it was watched");
        assertThat(cluster.count("GET")).isZero();
    }

    @Test
    void shouldFailWhenTheObjectIsAnother() {
        ObjectNode other = ready.deepCopy();
        other.withObject("/metadata").put("uid", "uid-other");
        cluster.put(other);

        VerifyResult result = verify(ready);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reasonLines().get(0)).contains("UID uid-other instead of uid-web");
    }

    @Test
    void shouldNotJudgeAGenerationBeforeTheApplied() {
        cluster.put(ready);
        ObjectNode applied = ready.deepCopy();
        applied.withObject("/metadata").put("generation", 3);
        ObjectNode arrived = applied.deepCopy();
        arrived.withObject("/status").put("observedGeneration", 3);
        at(1, () -> cluster.put(applied));
        at(3, () -> cluster.put(arrived));

        assertThat(verify(applied).took()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void shouldFailForATypeThatTheClusterDoesNotServe() {
        cluster.serveNot("Widget");
        ObjectNode widget = Live.rule("custom-ready", "w");

        assertThat(verify(widget).reasonLines())
                .containsExactly(
                        "Widget.example.org/w in prod: failed: the cluster does not serve example.org/v1 Widget");
    }

    @Test
    void shouldEndAtTheFirstFailure() {
        failFast = true;
        cluster.put(rolling);
        ObjectNode job = twoKindsOfNews();

        VerifyResult result = verify(rolling, job);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(1));
        assertThat(result.failures())
                .extracting(failure -> failure.key().kind())
                .containsExactly("Job");
    }

    @Test
    void shouldWaitForTheOthersAfterAFailureWhenAsked() {
        failFast = false;
        cluster.put(rolling);
        ObjectNode job = twoKindsOfNews();

        VerifyResult result = verify(rolling, job);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(8));
        assertThat(result.health().get(key("web"))).isEqualTo(Health.healthy());
        assertThat(result.summary()).isEqualTo("verify failed after 8 s: 1 of 2 objects is not healthy");
    }

    @Test
    void shouldFailAtTheTimeoutWhenSomeHaveFailedAndOthersWait() {
        failFast = false;
        timeout = Duration.ofSeconds(5);
        cluster.put(rolling);
        ObjectNode job = twoKindsOfNews();

        VerifyResult result = verify(rolling, job);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(timeout);
        assertThat(result.failures())
                .extracting(failure -> failure.key().kind())
                .containsExactly("Job");
    }

    private ObjectNode twoKindsOfNews() {
        ObjectNode job = Live.rule("job-running", "migrate");
        cluster.put(job);
        at(1, () -> cluster.put(Live.rule("job-failed", "migrate")));
        at(8, () -> cluster.put(ready));
        return job;
    }

    @Test
    void shouldStayReadyForTheStabilisationWindow() {
        stabilisation = Duration.ofSeconds(5);
        cluster.put(ready);
        at(3, () -> cluster.put(rolling));
        at(4, () -> cluster.put(ready));

        VerifyResult result = verify(ready);

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(9));
        assertThat(progress.lines.stream().filter(line -> line.contains("stay so")))
                .hasSize(2);
    }

    @Test
    void shouldGiveTheStabilisationWindowOnTopOfTheTimeout() {
        timeout = Duration.ofSeconds(4);
        stabilisation = Duration.ofSeconds(5);
        cluster.put(rolling);
        at(3, () -> cluster.put(ready));

        assertThat(verify(ready).took()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void shouldTimeOutWhenTheWindowBreaksAfterTheTimeout() {
        timeout = Duration.ofSeconds(4);
        stabilisation = Duration.ofSeconds(5);
        cluster.put(ready);
        at(4.5, () -> cluster.put(rolling));

        VerifyResult result = verify(ready);

        assertThat(result.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(result.took()).isEqualTo(Duration.ofMillis(4500));
    }

    @Test
    void shouldEndInterruptedAndKeepTheFlag() {
        cluster.put(rolling);
        at(2.5, () -> Thread.currentThread().interrupt());

        VerifyResult result = verify(rolling);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.verdict()).isEqualTo(Verdict.INTERRUPTED);
        assertThat(result.took()).isEqualTo(Duration.ofMillis(2500));
        assertThat(result.failures()).isEmpty();
        assertThat(cluster.openWatches()).isZero();
    }

    @Test
    void shouldEndInterruptedWhenTheGatewayIs() {
        cluster.refuse("LIST Deployment", ScriptedCluster.failure(Reason.INTERRUPTED));

        assertThat(verify(rolling).verdict()).isEqualTo(Verdict.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldNotHideThatTheClusterCannotBeReadAtTheStart() {
        cluster.refuse("LIST Deployment", ScriptedCluster.failure(Reason.FORBIDDEN));

        assertThatThrownBy(() -> verify(rolling))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("FORBIDDEN");
    }

    @Test
    void shouldHoldBackAFailureThatMayBeLeftFromBefore() {
        ObjectNode rolledBack = Live.rule("deployment-deadline-exceeded", "web");
        rolledBack.withObject("/metadata").put("generation", 3);
        ObjectNode observed = rolledBack.deepCopy();
        observed.withObject("/status").put("observedGeneration", 3);
        ObjectNode moving = Live.deployment("web", 1, 1);
        moving.withObject("/metadata").put("generation", 3);
        moving.withObject("/status").put("observedGeneration", 3);
        cluster.put(rolledBack);
        at(6, () -> cluster.put(observed));
        at(10, () -> cluster.put(moving));
        at(12, () -> cluster.put(observed));

        VerifyResult result = verify(rolledBack);

        // Held back until it moved; the same failure afterwards is a new one.
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void shouldBelieveAFailureFromBeforeThatStays() {
        ObjectNode stuck = Live.rule("deployment-deadline-exceeded", "web");
        cluster.put(stuck);

        VerifyResult result = verify(stuck);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Tracked.LEFTOVER);
        assertThat(result.reasonLines())
                .startsWith(
                        "Deployment.apps/web in prod: failed: its progress deadline of 600 s is exceeded: 1 of 3 replicas"
                                + " are available",
                        "  condition Progressing=False: ProgressDeadlineExceeded: ReplicaSet \"web-5d8\" has timed out"
                                + " progressing.");
    }

    @Test
    void shouldJudgeAControllerThatWritesItsGenerationAsText() {
        ObjectNode widget = Live.rule("custom-generation-as-text", "w");
        cluster.put(widget);

        assertThat(verify(widget).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void shouldGiveTheControllerOfANewCustomResourceTimeForAFirstStatus() {
        ObjectNode created = customCreated(ScriptedClock.START);
        cluster.put(created);
        at(2, () -> cluster.put(Live.rule("custom-not-ready", "w")));
        at(20, () -> cluster.put(Live.rule("custom-ready", "w")));

        assertThat(verify(created).took()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldNotWaitForTheStatusOfAResourceThatNeverHasOne() {
        ObjectNode created = customCreated(ScriptedClock.START);
        cluster.put(created);

        assertThat(verify(created).took()).isEqualTo(Tracked.NO_STATUS);
    }

    @Test
    void shouldNotHoldBackAnOldCustomResourceWithoutStatus() {
        ObjectNode old = customCreated(ScriptedClock.START.minusSeconds(3600));
        cluster.put(old);

        assertThat(verify(old).took()).isZero();
    }

    @Test
    void shouldNotWaitForTheStatusOfANewObjectOfTheApiItself() {
        ObjectNode config = Live.object("v1", "ConfigMap", "prod", "settings");
        config.withObject("/metadata").put("creationTimestamp", ScriptedClock.START.toString());
        ObjectNode policy = Live.object("networking.k8s.io/v1", "NetworkPolicy", "prod", "web");
        policy.withObject("/metadata").put("creationTimestamp", ScriptedClock.START.toString());
        cluster.put(config);
        cluster.put(policy);

        assertThat(verify(config, policy).took()).isZero();
    }

    private static ObjectNode customCreated(Instant when) {
        ObjectNode widget = Live.rule("custom-without-status", "w");
        widget.withObject("/metadata").put("creationTimestamp", when.toString());
        return widget;
    }

    private static ResourceKey key(String deployment) {
        return new ResourceKey("apps", "Deployment", "prod", deployment);
    }

    @Test
    void shouldFailAnObjectThatTakesLongerThanItMay() {
        ObjectNode slow = Live.deployment("slow", 3, 2);
        slow.withObject("/metadata/annotations").put(VerifyRequest.TIMEOUT, "20");
        cluster.put(slow);
        cluster.put(rolling);
        at(30, () -> cluster.put(ready));

        VerifyResult result = verify(slow, rolling);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(20));
        assertThat(result.reasons())
                .containsExactly("Deployment.apps/slow in prod: failed: not healthy after 20 s: 2 of 3 replicas are"
                        + " available");
    }

    @Test
    void shouldLimitEachObjectUnlessItSaysOtherwise() {
        ObjectNode patient = Live.deployment("patient", 3, 2);
        patient.withObject("/metadata/annotations").put(VerifyRequest.TIMEOUT, "50");
        cluster.put(patient);
        cluster.put(ready);
        at(40, () -> cluster.put(Live.deployment("patient", 3, 3)));
        VerifyRequest request = new VerifyRequest(
                        List.of(Target.of(patient), Target.of(ready)), SELECTOR, timeout, Duration.ZERO, true)
                .withEach(Duration.ofSeconds(10));

        assertThat(new Verifier(cluster, clock, progress).verify(request).verdict())
                .isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldTellWhyAnExpressionCannotBeEvaluatedWhenTimeIsUp() {
        ObjectNode widget = Live.object("example.org/v1", "Widget", "prod", "w");
        widget.putObject("status").put("phase", "Unpacking");
        cluster.put(widget);
        VerifyRequest request = new VerifyRequest(List.of(Target.of(widget)), SELECTOR, timeout, Duration.ZERO, true)
                .with(HealthExpressions.read(
                        "[{apiVersion: example.org/v1, kind: Widget, current: status.size == 3}]", "rules.yaml"));

        VerifyResult result = new Verifier(cluster, clock, progress).verify(request);

        assertThat(result.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(result.reasons())
                .containsExactly("Widget.example.org/w in prod: progressing: rules.yaml: rule 1: current cannot be"
                        + " evaluated: key 'size' is not present in map; its phase is Unpacking");
    }

    @Test
    void shouldMaskWhatComesFromTheCluster() {
        ObjectNode failed = Live.rule("pod-failed-exit-code", "web");
        cluster.put(failed);
        VerifyResult result = verify(failed);

        VerifyResult masked = result.masked(text -> text.replace("exit code", "(hidden)"));

        assertThat(result.reasonLines()).anyMatch(line -> line.contains("exit code"));
        assertThat(masked.reasonLines())
                .hasSameSizeAs(result.reasonLines())
                .noneMatch(line -> line.contains("exit code"));
        assertThat(masked.health().values()).noneMatch(health -> health.reason().contains("exit code"));
    }

    @Test
    void shouldFailAnObjectThatIsNotThereInItsTime() {
        cluster.put(ready);
        ObjectNode missing = Live.deployment("missing", 3, 3);
        VerifyRequest request = new VerifyRequest(
                        List.of(Target.of(ready), Target.of(missing)), SELECTOR, timeout, Duration.ZERO, true)
                .withEach(Duration.ofSeconds(10));

        VerifyResult result = new Verifier(cluster, clock, progress).verify(request);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(10));
        assertThat(result.reasons()).containsExactly("Deployment.apps/missing in prod: failed: not there after 10 s");
    }
}
