package io.jenkins.plugins.gitops.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.health.VerifyRequest.Target;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures that only the Pods below an object, or events, tell. */
class VerifierPodsTest extends VerifierFixture {
    private final ObjectNode web = Live.deployment("web", 3, 1);
    private final ObjectNode newSet = Live.replicaSet(web, 2);

    /** The Deployment, its new ReplicaSet and a Pod in trouble. */
    private ObjectNode podIn(String trouble) {
        ObjectNode pod = Live.podIn(trouble, "web-2-abc", newSet);
        cluster.put(web);
        cluster.put(newSet);
        cluster.put(pod);
        return pod;
    }

    @Test
    void shouldReportAnImageThatCannotBePulledWithinFiveSecondsWithTheWholeChain() {
        ObjectNode pod = podIn("image-pull-back-off");
        cluster.put(Live.event(pod, "Normal", "Pulling", "Pulling image", 50));
        cluster.put(Live.event(pod, "Warning", "Failed", "Failed to pull image \"mywebapp:9\": not found", 52));

        VerifyResult result = verify(web);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isLessThan(Duration.ofSeconds(5));
        assertThat(result.reasonLines())
                .containsExactly(
                        "Deployment.apps/web in prod: failed: Pod web-2-abc: container web: ImagePullBackOff: Back-off"
                                + " pulling image \"mywebapp:9\"",
                        "  event Failed (3 times): Failed to pull image \"mywebapp:9\": not found",
                        "  Pod web-2-abc: container web: ImagePullBackOff: Back-off pulling image \"mywebapp:9\"");
        assertThat(cluster.count("LOG")).isZero();
    }

    @Test
    void shouldReportAnImageThatCannotBePulledAsSoonAsThePodSaysSo() {
        cluster.put(web);
        cluster.put(newSet);
        cluster.put(Live.podIn("creating", "web-2-abc", newSet));
        at(7.3, () -> cluster.put(Live.podIn("image-pull-back-off", "web-2-abc", newSet)));

        VerifyResult result = verify(web);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofMillis(7300));
    }

    @Test
    void shouldReportAPodThatAppearsLate() {
        cluster.put(web);
        at(20, () -> cluster.put(newSet));
        at(21, () -> cluster.put(Live.podIn("crash-loop", "web-2-abc", newSet)));

        assertThat(verify(web).took()).isEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void shouldReportAFirstFailedPullThatStays() {
        podIn("image-pull-failed-once");

        VerifyResult result = verify(web);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(4));
        assertThat(progress.lines)
                .contains(
                        "Deployment.apps/web failed: Pod web-2-abc: container web: ErrImagePull: mywebapp:9: not found");
    }

    @Test
    void shouldNotFailForAPullErrorThatPasses() {
        ObjectNode pod = podIn("image-pull-failed-once");
        at(3, () -> cluster.put(Live.podIn("creating", "web-2-abc", newSet)));
        at(5, () -> cluster.put(pod));
        at(7, () -> cluster.put(Live.podIn("creating", "web-2-abc", newSet)));
        at(15, () -> cluster.put(Live.deployment("web", 3, 3)));

        assertThat(verify(web).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldGiveAMissingSecretTimeToAppear() {
        podIn("config-missing");
        at(9, () -> cluster.put(Live.podIn("creating", "web-2-abc", newSet)));
        at(15, () -> cluster.put(Live.deployment("web", 3, 3)));

        assertThat(verify(web).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldReportAMissingSecretThatStays() {
        podIn("config-missing");

        VerifyResult result = verify(web);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void shouldReportACrashLoopWithTheLastWordsOfTheProgram() {
        podIn("crash-loop");
        cluster.log("web-2-abc", "web", true, "starting\n\n\u001b[31mno database\u001b[0m\n");

        VerifyResult result = verify(web);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reasonLines())
                .endsWith(
                        "  Pod web-2-abc: container web crashes: 1 restart, the last time it ended with exit code 137"
                                + " (OOMKilled)",
                        "  last log lines of container web:",
                        "  | starting",
                        "  |  no database ");
    }

    @Test
    void shouldReadTheLogOfTheRunThatHasJustEnded() {
        podIn("third-crash");
        cluster.log("web-2-abc", "web", false, "no database");

        assertThat(verify(web).reasonLines()).endsWith("  | no database");
    }

    @Test
    void shouldReportWithoutALogThatCannotBeRead() {
        podIn("crash-loop");

        VerifyResult result = verify(web);

        assertThat(result.reasons())
                .containsExactly(
                        "Deployment.apps/web in prod: failed: Pod web-2-abc: container web crashes: 1 restart, the"
                                + " last time it ended with exit code 137 (OOMKilled)");
        assertThat(result.reasonLines())
                .endsWith("  the log of container web cannot be read: the server says NOT_FOUND");
    }

    @Test
    void shouldNotBlameThePodsOfTheReleaseBefore() {
        ObjectNode oldSet = Live.replicaSet(web, 1);
        cluster.put(web);
        cluster.put(newSet);
        cluster.put(oldSet);
        cluster.put(Live.podIn("crash-loop", "web-1-abc", oldSet));
        cluster.put(Live.podIn("creating", "web-2-abc", newSet));
        at(10, () -> cluster.put(Live.deployment("web", 3, 3)));

        assertThat(verify(web).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldNotBlameThePodsOfTheReleaseBeforeWhileItsReplicaSetIsNotSeenYet() {
        ObjectNode oldSet = Live.replicaSet(web, 1);
        cluster.put(web);
        cluster.put(oldSet);
        cluster.put(Live.podIn("crash-loop", "web-1-abc", oldSet));
        at(5, () -> cluster.put(newSet));
        at(10, () -> cluster.put(Live.deployment("web", 3, 3)));

        assertThat(verify(web).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldForgetThePodThatIsGone() {
        ObjectNode pod = podIn("config-missing");
        at(5, () -> cluster.delete(pod));
        at(30, () -> cluster.put(Live.deployment("web", 3, 3)));

        assertThat(verify(web).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldNotLookAtPodsBeforeTheControllerHasSeenTheChange() {
        podIn("crash-loop");
        ObjectNode changed = web.deepCopy();
        changed.withObject("/metadata").put("generation", 3);
        cluster.put(changed);
        timeout = Duration.ofSeconds(10);

        assertThat(verify(changed).verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(cluster.requests.subList(0, cluster.requests.indexOf("LIST Event prod")))
                .noneMatch(line -> line.startsWith("LIST Pod"));
    }

    @Test
    void shouldIgnoreForeignPodsWithTheSameLabels() {
        cluster.put(web);
        cluster.put(newSet);
        cluster.put(Live.podIn("crash-loop", "other", Live.deployment("other", 0, 0)));
        timeout = Duration.ofSeconds(10);

        assertThat(verify(web).verdict()).isEqualTo(Verdict.TIMED_OUT);
    }

    @Test
    void shouldReportAPodWithoutANode() {
        podIn("unschedulable");

        VerifyResult result = verify(web);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(17));
        assertThat(result.reasonLines().get(0))
                .endsWith("no node takes it: 0/3 nodes are available: 3 Insufficient cpu.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TriggeredScaleUp", "Nominated"})
    void shouldWaitForANodeThatIsOnItsWay(String reason) {
        ObjectNode pod = podIn("unschedulable");
        cluster.put(Live.event(pod, "Normal", reason, "a node", 51));
        at(50, () -> cluster.put(Live.deployment("web", 3, 3)));

        assertThat(verify(web).verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(progress.lines).anyMatch(line -> line.contains("(a node is on its way)"));
    }

    @Test
    void shouldLeaveCrashesBelowAJobToItsBackoffLimit() {
        ObjectNode job = Live.rule("job-running", "migrate");
        cluster.put(job);
        cluster.put(Live.podIn("crash-loop", "migrate-abc", job));
        at(30, () -> cluster.put(Live.rule("job-complete", "migrate")));

        assertThat(verify(job).verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(progress.lines).anyMatch(line -> line.contains("Pod migrate-abc: container web crashes"));
    }

    @Test
    void shouldSayThatAStatefulSetDoesNotReplaceItsBrokenPod() {
        ObjectNode db = Live.rule("statefulset-half-updated", "db");
        ObjectNode pod = Live.podIn("crash-loop", "db-2", db);
        pod.withObject("/metadata/labels").put("controller-revision-hash", "db-1");
        cluster.put(db);
        cluster.put(pod);

        assertThat(verify(db).reasonLines().get(0))
                .contains("Pod db-2: container web crashes")
                .endsWith("(of the old revision; a StatefulSet replaces it only when it is deleted)");
    }

    @Test
    void shouldIgnoreOldPodsOfAParallelStatefulSet() {
        ObjectNode db = Live.rule("statefulset-half-updated", "db");
        db.withObject("/spec").put("podManagementPolicy", "Parallel");
        ObjectNode pod = Live.podIn("crash-loop", "db-2", db);
        pod.withObject("/metadata/labels").put("controller-revision-hash", "db-1");
        cluster.put(db);
        cluster.put(pod);
        timeout = Duration.ofSeconds(10);

        assertThat(verify(db).verdict()).isEqualTo(Verdict.TIMED_OUT);
    }

    @Test
    void shouldIgnoreOldPodsOfADaemonSet() {
        ObjectNode agent = Live.rule("daemonset-half-updated", "agent");
        agent.withObject("/metadata/annotations").put("deprecated.daemonset.template.generation", "2");
        ObjectNode old = Live.podIn("crash-loop", "agent-old", agent);
        old.withObject("/metadata/labels").put("pod-template-generation", "1");
        cluster.put(agent);
        cluster.put(old);
        ObjectNode young = Live.podIn("crash-loop", "agent-new", agent);
        young.withObject("/metadata/labels").put("pod-template-generation", "2");
        at(7, () -> cluster.put(young));

        assertThat(verify(agent).took()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void shouldReportADeclaredPodByItself() {
        ObjectNode pod = Live.named(Cases.live("trouble", "image-pull-failed-once"), "web-1");
        cluster.put(pod);

        VerifyResult result = verify(pod);

        assertThat(result.took()).isEqualTo(Duration.ofSeconds(4));
        assertThat(result.reasonLines())
                .containsExactly("Pod/web-1 in prod: failed: container web: ErrImagePull: mywebapp:9: not found");
        assertThat(cluster.count("LIST Pod")).isEqualTo(1);
    }

    @Test
    void shouldTellWhyAPodNeverGotReadyWhenTimeIsUp() {
        ObjectNode pod = podIn("restarted-long-ago");
        cluster.put(Live.event(pod, "Warning", "Unhealthy", "Readiness probe failed: HTTP 503", 52));
        cluster.log("web-2-abc", "web", false, "waiting for the database");

        VerifyResult result = verify(web);

        assertThat(result.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(result.reasonLines())
                .containsExactly(
                        "Deployment.apps/web in prod: progressing: 1 of 3 replicas are available",
                        "  event Unhealthy (3 times): Readiness probe failed: HTTP 503",
                        "  Pod web-2-abc: its phase is Running",
                        "  last log lines of container web:",
                        "  | waiting for the database");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 600})
    void shouldFollowWhatIsBelowManyWorkloadsWithOneListAndOneWatchAKind(int seconds) {
        timeout = Duration.ofSeconds(seconds);
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ObjectNode deployment = Live.deployment("web-" + i, 3, 1);
            ObjectNode set = Live.replicaSet(deployment, 2);
            ObjectNode pod = Live.podIn("unschedulable", "web-" + i + "-2-abc", set);
            cluster.put(deployment);
            cluster.put(set);
            cluster.put(pod);
            cluster.put(Live.event(pod, "Normal", "TriggeredScaleUp", "a node", 51));
            targets.add(Target.of(deployment));
        }

        assertThat(verify(targets).verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(cluster.requests.stream().map(line -> line.replaceFirst(" prod.*", "")))
                .containsExactlyInAnyOrder(
                        "LIST Deployment",
                        "WATCH Deployment",
                        "LIST ReplicaSet",
                        "WATCH ReplicaSet",
                        "LIST Pod",
                        "WATCH Pod",
                        "LIST Event",
                        "WATCH Event");
        assertThat(cluster.openWatches()).isZero();
    }

    @Test
    void shouldAskForNothingBelowAWorkloadThatIsSoonReady() {
        podIn("image-pull-failed-once");
        at(1.9, () -> cluster.put(Live.deployment("web", 3, 3)));

        assertThat(verify(web).isHealthy()).isTrue();
        assertThat(cluster.requests).hasSize(2);
    }

    @Test
    void shouldFindTheOneOfManyWorkloadsWhosePodCrashes() {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ObjectNode set = Live.rule("replicaset-one-unavailable", "set-" + i);
            cluster.put(set);
            targets.add(Target.of(set));
        }
        ObjectNode last = Live.rule("replicaset-one-unavailable", "set-24");
        cluster.put(Live.podIn("crash-loop", "pod", last));

        VerifyResult result = verify(targets);

        assertThat(result.took()).isEqualTo(PodInspector.FIRST_LOOK);
        assertThat(result.failures())
                .extracting(failure -> failure.key().name())
                .containsExactly("set-24");
        assertThat(cluster.count("LIST Pod")).isEqualTo(1);
    }

    @Test
    void shouldNameThePodWhoseTroubleCounts() {
        podIn("unschedulable");
        cluster.put(Live.podIn("crash-loop", "web-2-def", newSet));
        cluster.put(Live.podIn("config-missing", "web-2-ghi", newSet));

        assertThat(verify(web).reasons().get(0)).contains("Pod web-2-def: container web crashes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST Pod", "WATCH Pod", "LIST ReplicaSet", "WATCH ReplicaSet"})
    void shouldWaitOnWithOneWarningWhenWhatIsBelowMayNotBeFollowed(String request) {
        podIn("creating");
        cluster.refuse(request, ScriptedCluster.failure(Reason.FORBIDDEN));
        at(10, () -> cluster.put(Live.podIn("crash-loop", "web-2-abc", newSet)));
        at(30, () -> cluster.put(Live.deployment("web", 3, 3)));

        assertThat(verify(web).verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(progress.lines.stream().filter(line -> line.startsWith("warning")))
                .containsExactly(
                        "warning: cannot see what is below Deployment.apps/web, failures there are noticed late:"
                                + " the server says FORBIDDEN");
        assertThat(cluster.count(request)).isEqualTo(1);
    }

    @Test
    void shouldTellWhatMayBeListedButNotWatchedWhenTimeIsUp() {
        podIn("restarted-long-ago");
        cluster.refuse("WATCH Pod", ScriptedCluster.failure(Reason.FORBIDDEN));

        VerifyResult result = verify(web);

        assertThat(result.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(result.reasonLines()).contains("  Pod web-2-abc: its phase is Running");
    }

    @ParameterizedTest
    @CsvSource({"LIST Pod, 40, 50", "WATCH Pod, 10, 20"})
    void shouldTryAgainWithOneWarningWhilePodsCannotBeFollowed(String request, int from, int to) {
        podIn("creating");
        cluster.refuse(request, ScriptedCluster.failure(Reason.SERVER));
        at(10, () -> cluster.put(Live.podIn("crash-loop", "web-2-abc", newSet)));
        at(40, () -> cluster.refuse(request, null));

        VerifyResult result = verify(web);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isBetween(Duration.ofSeconds(from), Duration.ofSeconds(to));
        assertThat(progress.lines.stream().filter(line -> line.startsWith("warning")))
                .containsExactly(
                        "warning: cannot see what is below Deployment.apps/web, failures there are noticed late:"
                                + " the server says SERVER");
        assertThat(cluster.count(request)).isLessThan(12);
    }

    @Test
    void shouldNotHoldAgainstAPodWhatCannotBeSeenToLast() {
        podIn("config-missing");
        at(5, () -> {
            cluster.refuse("LIST Pod", ScriptedCluster.failure(Reason.UNREACHABLE));
            cluster.refuse("WATCH Pod", ScriptedCluster.failure(Reason.UNREACHABLE));
            cluster.endWatches(ScriptedCluster.failure(Reason.UNREACHABLE));
        });
        at(30, () -> cluster.put(Live.deployment("web", 3, 3)));

        assertThat(verify(web).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldListAgainWhenTheServerHasForgottenWhereThePodsWere() {
        podIn("creating");
        at(5, () -> {
            cluster.endWatches(ScriptedCluster.failure(Reason.GONE));
            cluster.put(Live.podIn("crash-loop", "web-2-abc", newSet));
        });

        assertThat(verify(web).took()).isEqualTo(Duration.ofSeconds(5));
        assertThat(cluster.count("LIST Pod")).isEqualTo(2);
        assertThat(progress.lines).noneMatch(line -> line.startsWith("warning"));
    }

    @Test
    void shouldNotWaitForAClaimThatWaitsForItsFirstConsumer() {
        ObjectNode claim = Live.rule("persistentvolumeclaim-pending", "data");
        cluster.put(claim);
        cluster.put(Live.event(claim, "Normal", "WaitForFirstConsumer", "waiting for first consumer", 52));

        VerifyResult result = verify(claim);

        assertThat(result.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(result.health().values())
                .extracting(Health::reason)
                .containsExactly("not bound until a Pod uses it (WaitForFirstConsumer)");
    }

    @Test
    void shouldWaitForAClaimThatHasAConsumer() {
        ObjectNode claim = Live.rule("persistentvolumeclaim-pending", "data");
        claim.withObject("/metadata/annotations").put("volume.kubernetes.io/selected-node", "node-1");
        cluster.put(claim);
        ObjectNode event = Live.event(claim, "Normal", "WaitForFirstConsumer", "waiting for first consumer", 52);
        cluster.put(event);
        at(8, () -> cluster.put(Live.rule("persistentvolumeclaim-bound", "data")));

        assertThat(verify(claim).took()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void shouldTakeAJobThatVanishesAfterCompletionForDone() {
        stabilisation = Duration.ofSeconds(5);
        ObjectNode job = Live.rule("job-complete", "migrate");
        cluster.put(job);
        at(2, () -> cluster.delete(job));

        assertThat(verify(job).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldAskTheEventsHowAVanishedJobEnded() {
        ObjectNode job = Live.rule("job-running", "migrate");
        cluster.put(Live.event(job, "Normal", "Completed", "Job completed", 52));

        assertThat(verify(job).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldFailForAVanishedJobThatFailed() {
        ObjectNode job = Live.rule("job-running", "migrate");
        job.withObject("/spec").put("ttlSecondsAfterFinished", 1);
        cluster.put(job);
        at(1, () -> cluster.put(Live.event(job, "Warning", "BackoffLimitExceeded", "too many", 52)));
        at(1, () -> cluster.delete(job));

        assertThat(verify(job).reasonLines())
                .containsExactly("Job.batch/migrate in prod: failed: failed, and removed since");
    }

    @Test
    void shouldReportPodsThatAQuotaForbids() {
        ObjectNode quota = Live.named(Cases.live("rules", "deployment-quota"), "web");
        cluster.put(quota);

        VerifyResult result = verify(quota);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
        assertThat(result.reasons()).singleElement().asString().containsOnlyOnce("Pods cannot be created: ");
    }

    @Test
    void shouldWaitForAQuotaThatFreesUp() {
        ObjectNode quota = Live.named(Cases.live("rules", "deployment-quota"), "web");
        cluster.put(quota);
        at(10, () -> cluster.put(Live.deployment("web", 3, 2)));
        at(30, () -> cluster.put(Live.deployment("web", 3, 3)));

        assertThat(verify(quota).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void shouldReportPodsOfAStatefulSetThatAreRefused() {
        ObjectNode db = Live.rule("statefulset-one-not-ready", "db");
        cluster.put(db);
        cluster.put(Live.event(db, "Normal", "SuccessfulCreate", "create Pod db-0", 1));
        cluster.put(Live.event(db, "Warning", "FailedCreate", "pods \"db-1\" is forbidden: violates PodSecurity", 2));

        VerifyResult result = verify(db);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reasons().get(0))
                .endsWith("; Pods cannot be created: pods \"db-1\" is forbidden: violates PodSecurity");
    }

    @Test
    void shouldNotHoldARefusalAgainstAStatefulSetThatWasOvercome() {
        ObjectNode db = Live.rule("statefulset-one-not-ready", "db");
        cluster.put(db);
        cluster.put(Live.event(db, "Warning", "FailedCreate", "exceeded quota", 1));
        cluster.put(Live.event(db, "Normal", "SuccessfulCreate", "create Pod db-1", 2));

        assertThat(verify(db).verdict()).isEqualTo(Verdict.TIMED_OUT);
    }
}
