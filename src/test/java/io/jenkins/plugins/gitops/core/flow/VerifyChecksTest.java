package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.check.CheckResult.Kind;
import io.jenkins.plugins.gitops.core.check.HttpCheck;
import io.jenkins.plugins.gitops.core.health.HealthExpressions;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.sandbox.http.LoggedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Test hooks and requests to Services, after health. */
class VerifyChecksTest {
    private static final List<Manifest> APP = Rig.file("tests/app.yaml");

    private final Rig rig = new Rig();

    @BeforeEach
    void run() {
        rig.sandbox.workloads(true);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldRunTheTestsOfWhatIsDeployedInOrder() {
        rig.deployed(Request.of(APP));
        assertThat(rig.sandbox.get("v1", "Pod", "default", "smoke"))
                .as("not run by the deployment")
                .isEmpty();
        rig.sandbox.requests().reset();

        Verify.Outcome outcome = verify(tests());

        assertThat(outcome.reasons()).isEmpty();
        assertThat(outcome.checks())
                .extracting(CheckResult::kind, CheckResult::name, CheckResult::passed)
                .containsExactly(
                        tuple(Kind.HELM_TEST, "ConfigMap/fixtures", true),
                        tuple(Kind.HELM_TEST, "Pod/smoke", true),
                        tuple(Kind.HELM_TEST, "Job.batch/thorough", true));
        assertThat(rig.sandbox.get("v1", "Pod", "default", "smoke"))
                .as("deleted when it has succeeded")
                .isEmpty();
        assertThat(rig.sandbox.get("batch/v1", "Job", "default", "thorough")).isPresent();
        assertThat(rig.members()).containsExactlyInAnyOrder("ConfigMap/settings", "Secret/database");
        DeploymentRecord record = rig.records.last();
        assertThat(record.state()).isEqualTo(State.VERIFIED);
        assertThat(record.checks()).isEqualTo(outcome.checks());
    }

    @Test
    void shouldRunThemAnewEachTime() {
        rig.deployed(Request.of(APP));
        verify(tests());

        assertThat(verify(tests()).isGood()).isTrue();
    }

    @Test
    void shouldFailWithTheReasonAndTellTheMaskedLog() {
        List<Manifest> failing = new ArrayList<>(APP);
        failing.replaceAll(
                manifest -> manifest.name().equals("smoke") ? Rig.yaml("""
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: smoke
                          annotations: {helm.sh/hook: test, gitops.test/behaviour: crash}
                        spec:
                          restartPolicy: Never
                          containers: [{name: smoke, image: curl}]
                        """).get(0) : manifest);
        rig.deployed(Request.of(failing));
        rig.sandbox.podLog("default", "smoke", "login with correct horse failed\n");

        Verify.Outcome outcome = verify(tests());

        assertThat(outcome.isGood()).isFalse();
        assertThat(outcome.health().isHealthy()).isTrue();
        assertThat(outcome.reasons())
                .containsExactly(
                        "Pod/smoke: container smoke ended with exit code 1 (Error)",
                        "Job.batch/thorough: not run, since a test before it failed");
        assertThat(rig.lines.infos()).contains("  | login with (hidden) failed");
        DeploymentRecord record = rig.records.last();
        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .startsWith("its objects are healthy, but checks have failed: Pod/smoke: container smoke ended")
                .doesNotContain("login");
        assertThat(rig.inventory().history().get(0).state()).isEqualTo("unhealthy");
        assertThat(rig.sandbox.get("batch/v1", "Job", "default", "thorough")).isEmpty();
    }

    @Test
    void shouldSayThatThereAreNoTests() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));

        assertThat(verify(tests()).isGood()).isTrue();
        assertThat(rig.lines.warnings()).singleElement().asString().startsWith("there are no tests to run");
    }

    @Test
    void shouldFailWhenItsTestsAreNotKnownAnyMore() {
        rig.deployed(Request.of(APP));
        String manifests = rig.inventory().history().get(0).manifests();
        rig.sandbox.delete("v1", "Secret", "default", "gitops-webapp-" + manifests.substring(7, 23));

        assertThat(verify(tests()).reasons()).singleElement().asString().startsWith("tests: what was deployed is not");
    }

    @Test
    void shouldAskServicesAndMaskTheirWords() {
        rig.deployed(Request.of(APP));
        rig.sandbox.create("test", Rig.yaml("""
                {apiVersion: v1, kind: Service, metadata: {name: web, namespace: default}, spec: {ports: [{port: 80}]}}
                """).get(0).json());
        rig.sandbox.services().answer("default", "web:80", "/good", 200, "fine");
        rig.sandbox.services().answer("default", "web:80", "/bad", 500, "password is correct horse");

        Verify.Outcome outcome = verify(checks(once("http://web/bad"), once("http://web/good")));

        assertThat(outcome.reasons())
                .containsExactly("http://web/bad: answered 500 instead of 2xx: password is (hidden)");
        assertThat(outcome.checks()).extracting(CheckResult::passed).containsExactly(false, true);
        assertThat(rig.records.last().message()).contains("http://web/bad");
    }

    @Test
    void shouldNotCheckWhatIsNotHealthy() {
        rig.deployed(Request.of(APP));
        rig.sandbox.delete("v1", "ConfigMap", "default", "settings");
        rig.sandbox.requests().reset();

        Verify.Outcome outcome = rig.cluster(cluster -> new Verify(cluster, rig.records, WaitClock.system(), rig.lines)
                .with(checks(once("http://web/")))
                .run(Request.TARGET, Duration.ofMillis(300), Duration.ZERO));

        assertThat(outcome.isGood()).isFalse();
        assertThat(outcome.checks()).isEmpty();
        assertThat(rig.sandbox.requests().count(VerifyChecksTest::isProxied)).isZero();
    }

    @Test
    void shouldJudgeByGivenExpressions() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        HealthExpressions rules = HealthExpressions.read(
                "[{apiVersion: v1, kind: ConfigMap, failed: data.key == '1', current: 'true'}]", "rules.yaml");

        Verify.Outcome outcome = verify(new VerifyOptions(rules, Duration.ZERO, Optional.empty(), List.of()));

        assertThat(outcome.reasons()).containsExactly("ConfigMap/one in default: failed: failed by rules.yaml: rule 1");
    }

    private static boolean isProxied(LoggedRequest request) {
        return request.path().contains("/proxy/");
    }

    private static HttpCheck once(String url) {
        HttpCheck check = HttpCheck.of(url);
        return new HttpCheck(check.name(), check.service(), "", check.path(), 0, "", 1, Duration.ofSeconds(5));
    }

    private static VerifyOptions tests() {
        return new VerifyOptions(
                HealthExpressions.STANDARD, Duration.ZERO, Optional.of(Duration.ofSeconds(20)), List.of());
    }

    private static VerifyOptions checks(HttpCheck... checks) {
        return new VerifyOptions(HealthExpressions.STANDARD, Duration.ZERO, Optional.empty(), List.of(checks));
    }

    private Verify.Outcome verify(VerifyOptions options) {
        return rig.cluster(cluster -> new Verify(cluster, rig.records, WaitClock.system(), rig.lines)
                .with(options)
                .run(Request.TARGET, Duration.ofSeconds(30), Duration.ZERO));
    }
}
