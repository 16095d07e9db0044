package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollbackTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldGoBackToTheLastVerifiedAndPruneWhatCameLater() {
        rig.with(new LinearHistory("abc"));
        DeploymentRecord first = deploy('a', "1", "one", "gone");
        verify();
        deploy('b', "2", "one", "later");

        DeploymentRecord record = rollback("");

        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        assertThat(record.kind()).isEqualTo(Kind.ROLLBACK);
        assertThat(record.reason()).isEqualTo("back to " + first.id());
        assertThat(record.commit().get().id()).isEqualTo("a".repeat(40));
        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("1");
        assertThat(rig.configMap("gone")).isPresent();
        assertThat(rig.configMap("later")).isEmpty();
        Deployment line = rig.inventory().history().get(0);
        assertThat(line.kind()).isEqualTo("rollback");
        assertThat(line.manifests()).isEqualTo(first.plan().get().manifestsDigest());
    }

    @Test
    void shouldGoBackToADeploymentByTheBeginningOfItsId() {
        DeploymentRecord first = deploy('a', "1", "one");
        deploy('b', "2", "one");

        assertThat(rollback(first.id().substring(0, first.id().length() - 1)).state())
                .isEqualTo(State.APPLIED);
        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("1");
    }

    @Test
    void shouldNotNeedToBeNewerThanWhatIsDeployed() {
        rig.with(new LinearHistory("ab"));
        DeploymentRecord first = deploy('a', "1", "one");
        deploy('b', "2", "one");

        assertThat(rollback(first.id()).state()).isEqualTo(State.APPLIED);
        assertThat(rig.deploy(Request.of(Rig.configMaps("2", "one")).at('b')).state())
                .as("forward again")
                .isEqualTo(State.APPLIED);
    }

    @Test
    void shouldGoBackToTheVerifiedOneWhenTheNewestFailedHalfway() {
        deploy('a', "0", "one");
        verify();
        DeploymentRecord good = deploy('b', "1", "one", "two");
        verify();
        rig.sandbox.faults().on("PATCH", ".*/configmaps/two").write().answer(403, "Forbidden", "no");
        assertThat(rig.deploy(Request.of(Rig.configMaps("2", "one", "two")).at('c'))
                        .state())
                .isEqualTo(State.FAILED);
        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("2");

        DeploymentRecord record = rollback("");

        assertThat(record.reason()).isEqualTo("back to " + good.id());
        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("1");
    }

    @Test
    void shouldGoBackFromAnUnhealthyDeployment() {
        deploy('a', "1", "one");
        verify();
        deploy('b', "2", "one");
        rig.sandbox.delete("v1", "ConfigMap", "default", "one");
        verify(Duration.ofMillis(300));

        rollback("");

        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("1");
    }

    @Test
    void shouldOnlyPlanADryRun() {
        DeploymentRecord first = deploy('a', "1", "one");
        deploy('b', "2", "one");
        rig.sandbox.requests().reset();

        DeploymentRecord record = rig.cluster(cluster -> new Rollback(cluster, rig.deploy(cluster))
                .run(
                        Request.of(List.of()).dryRun().build(),
                        History.of(cluster, Request.TARGET).rollbackTarget(first.id())));

        assertThat(record.state()).isEqualTo(State.PLANNED);
        assertThat(record.plan().get().summary()).isEqualTo("1 to update");
        assertThat(rig.sandbox.requests().writes()).isZero();
    }

    @Test
    void shouldChooseByCommitTheVerifiedDeploymentFirst() {
        deploy('a', "0", "one");
        DeploymentRecord good = deploy('b', "1", "one");
        verify();
        deploy('b', "2", "one");
        deploy('c', "3", "one");

        assertThat(targetAt("bbb").id()).isEqualTo(good.id());
        assertThat(targetAt("c").state()).isEqualTo("applied");
        assertThatThrownBy(() -> targetAt("d"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("gitops deploy --rollback --path DIR --revision d");
        assertThatThrownBy(() -> targetAt(""))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("begins the ids of 3 commits");
    }

    /** From a commit whose deployment is forgotten: rendered anew, and still a rollback to guard, hooks and record. */
    @Test
    void shouldRollBackToWhatWasRenderedAnew() {
        rig.with(new LinearHistory("ab"));
        deploy('b', "2", "one", "later");

        DeploymentRecord record = rig.cluster(cluster -> rig.deploy(cluster)
                .run(Request.of(Rig.configMaps("1", "one"))
                        .at('a')
                        .build()
                        .but()
                        .rollback()
                        .allowOlder(true)
                        .by("me", "bad prices")
                        .build()));

        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        assertThat(record.kind()).isEqualTo(Kind.ROLLBACK);
        assertThat(record.reason()).isEqualTo("bad prices");
        assertThat(rig.configMap("later")).isEmpty();
        assertThat(rig.inventory().history().get(0).kind()).isEqualTo("rollback");
    }

    @Test
    void shouldRefuseAnIdThatSeveralBegin() {
        deploy('a', "1", "one");
        deploy('b', "2", "one");

        assertThatThrownBy(() -> rollback("2026"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("\"2026\" begins the id of several deployments")
                .hasMessageContaining("(applied), ");
    }

    @Test
    void shouldRefuseWhenThereIsNothingToGoBackTo() {
        DeploymentRecord only = deploy('a', "1", "one");
        verify();

        assertThatThrownBy(() -> rollback(""))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("no other verified deployment is remembered")
                .hasMessageContaining(only.id() + " (verified)");
        assertThatThrownBy(() -> rollback("1999"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("no deployment \"1999\" is remembered");
    }

    @Test
    void shouldRefuseWhenWhatWasAppliedIsNoLongerStored() {
        DeploymentRecord first = deploy('a', "1", "one");
        deploy('b', "2", "one");
        String digest = first.plan().get().manifestsDigest();
        rig.sandbox.delete("v1", "Secret", "default", "gitops-webapp-" + digest.substring(7, 23));

        assertThatThrownBy(() -> rollback(first.id()))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("what was applied then is no longer stored: Secret gitops-webapp-");
        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("2");
    }

    private DeploymentRecord deploy(char commit, String value, String... names) {
        return rig.deployed(Request.of(Rig.configMaps(value, names)).at(commit));
    }

    private void verify() {
        verify(Duration.ofSeconds(30));
    }

    private void verify(Duration timeout) {
        rig.cluster(cluster -> new Verify(cluster, rig.records, WaitClock.system(), rig.lines)
                .run(Request.TARGET, timeout, Duration.ZERO));
    }

    private Deployment targetAt(String commit) {
        return rig.cluster(cluster -> History.of(cluster, Request.TARGET).rollbackTargetAt(commit));
    }

    private DeploymentRecord rollback(String id) {
        return rig.cluster(cluster -> new Rollback(cluster, rig.deploy(cluster))
                .run(
                        Request.of(List.of()).build(),
                        History.of(cluster, Request.TARGET).rollbackTarget(id)));
    }
}
