package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstCheckTest {
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "web", "webapp");
    private static final ResourceKey JOB = new ResourceKey("batch", "Job", "web", "migrate");
    private static final ResourceKey ROLE = new ResourceKey("rbac.authorization.k8s.io", "ClusterRole", "", "reader");

    @Test
    void shouldBeginWithWhatCouldNotBeApplied() {
        FirstCheck check = check(new RecordBuilder()
                .result(new ObjectResult(WEB, Outcome.UPDATED, "", Duration.ZERO))
                .result(new ObjectResult(ROLE, Outcome.FAILED, "forbidden: ask for the verb \"create\"", Duration.ZERO))
                .health(WEB, Health.failed("CrashLoopBackOff")));

        assertThat(check.object().key()).isEqualTo(ROLE);
        assertThat(check.reason()).isEqualTo("forbidden: ask for the verb \"create\"");
        assertThat(check.advice()).isEmpty();
        assertThat(check.others()).extracting(ObjectView::key).containsExactly(WEB);
    }

    @Test
    void shouldBeginWithWhatHasFailedBeforeWhatWaits() {
        FirstCheck check = check(new RecordBuilder()
                .health(ROLE, new Health(Health.Status.MISSING, ""))
                .health(WEB, Health.progressing("1 of 3 ready"))
                .health(JOB, Health.failed("backoff limit exceeded")));

        assertThat(check.object().key()).isEqualTo(JOB);
        assertThat(check.others()).extracting(ObjectView::key).containsExactly(ROLE, WEB);
    }

    @Test
    void shouldSayNothingWhenAllIsWell() {
        assertThat(ReportView.of(Fixtures.record("verified")).firstCheck()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FAILED      | Pod webapp-1: container web: ImagePullBackOff: no such image | tag exist          | kubectl -n web describe deployment.apps webapp
            FAILED      | Pod webapp-1: container web crashes: 3 restarts              | what it wrote last | kubectl -n web logs webapp-1 --all-containers --previous
            FAILED      | 1 of 2; CrashLoopBackOff                                     | what it wrote last | kubectl -n web describe deployment.apps webapp
            FAILED      | exit code 137 (OOMKilled)                                    | memory             | kubectl -n web describe deployment.apps webapp
            PROGRESSING | no node takes it: 0/3 nodes are available                    | No node fits       | kubectl -n web describe deployment.apps webapp
            PROGRESSING | Pods cannot be created: exceeded quota: compute              | quota raised       | kubectl -n web describe deployment.apps webapp
            PROGRESSING | 1 of 3 updated                                               | timeout            | kubectl -n web describe deployment.apps webapp
            FAILED      | some words of a controller                                   | conditions         | kubectl -n web describe deployment.apps webapp
            """)
    void shouldAdvise(Health.Status status, String reason, String advice, String command) {
        FirstCheck check = check(new RecordBuilder().health(WEB, new Health(status, reason)));

        assertThat(check.reason()).isEqualTo(reason);
        assertThat(check.advice()).contains(advice);
        assertThat(check.command()).isEqualTo(command);
    }

    @Test
    void shouldNameTheConflictForWhichADeploymentWasRefused() {
        FirstCheck check = ReportView.of(Records.refused()).firstCheck().orElseThrow();

        assertThat(check.object().label().word()).isEqualTo("conflict");
        assertThat(check.reason()).isEqualTo(".spec.replicas is owned by kubectl-edit");
        assertThat(check.advice()).contains("take them over on purpose");
        assertThat(check.others()).isEmpty();
        assertThat(JunitReport.of(Records.refused()))
                .contains("<failure type=\"plan\"")
                .contains("failures=\"1\"");
    }

    @Test
    void shouldNameTheStateWhenThereIsNoReason() {
        FirstCheck check = check(new RecordBuilder().health(WEB, new Health(Health.Status.MISSING, "")));

        assertThat(check.reason()).isEqualTo("missing");
        assertThat(check.advice()).contains("deleted");
    }

    @ParameterizedTest
    @CsvSource({"$(reboot), web", "webapp; reboot, web", "--all, web", "webapp, -n;x", "'webapp\n', web"})
    void shouldSuggestNoCommandWithNamesThatAShellWouldObey(String name, String namespace) {
        FirstCheck check = check(new RecordBuilder()
                .health(new ResourceKey("apps", "Deployment", namespace, name), Health.failed("CrashLoopBackOff")));

        assertThat(check.command()).isEmpty();
    }

    @Test
    void shouldPlaceDriftBesideItsObject() {
        ReportView view = ReportView.of(new RecordBuilder()
                .health(WEB, Health.healthy())
                .health(new ResourceKey("apps", "Deployment", "web", "webapp in web"), Health.healthy())
                .drift(List.of(
                        WEB + ": spec.replicas is 5, was 3",
                        WEB + " is missing",
                        "Deployment.apps/webapp in web-2: x is 1, was 2",
                        "ConfigMap/other in web: data.a is gone"))
                .build());

        assertThat(view.drift().stream().map(DriftLine::text))
                .containsExactly(
                        "spec.replicas is 5, was 3",
                        "is missing",
                        "Deployment.apps/webapp in web-2: x is 1, was 2",
                        "ConfigMap/other in web: data.a is gone");
        assertThat(view.drift().stream().map(line -> line.object().map(ObjectView::key)))
                .containsExactly(Optional.of(WEB), Optional.of(WEB), Optional.empty(), Optional.empty());
    }

    private static FirstCheck check(RecordBuilder record) {
        return ReportView.of(record.state(State.FAILED, "").build())
                .firstCheck()
                .orElseThrow();
    }
}
