package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.sandbox.http.Access;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the credential may not do is told before the first write, all of it at once. */
class PreflightTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldRefuseAPruneThatWouldBeForbidden() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "old", "older")));
        forbid("delete", "configmaps");

        assertThat(refused(Request.of(Rig.configMaps("2", "one")))).isEqualTo("""
                this credential may not do all that the deployment needs:
                  delete configmaps in default (for ConfigMap/older, ConfigMap/old)
                Nothing was written. These rules would grant it:
                  # in a Role in namespace default
                  - {apiGroups: [""], resources: ["configmaps"], verbs: ["delete"]}""");
    }

    @Test
    void shouldAskOnceForEachVerbAndKindAndThenForNamesOnlyWhereRefused() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "old", "older", "oldest")));
        rig.sandbox.allow(
                access -> !(access.verb().equals("delete") && access.resource().equals("configmaps"))
                        || access.name().equals("old")
                        || access.name().equals("older"));
        rig.sandbox.requests().reset();

        DeploymentRecord record = rig.deploy(Request.of(Rig.configMaps("2", "one")));

        assertThat(record.message()).contains("delete configmaps in default (for ConfigMap/oldest)");
        assertThat(reviews("selfsubjectrulesreviews")).isEqualTo(1);
        assertThat(reviews("selfsubjectaccessreviews"))
                .as("one without a name, three with one")
                .isEqualTo(4);
    }

    @Test
    void shouldAskSinglyAboutObjectsOfTheWholeCluster() {
        List<Manifest> role = Rig.yaml("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: one}}
                ---
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}, rules: []}
                """);
        rig.deployed(Request.of(role));
        forbid("delete", "clusterroles");

        assertThat(refused(Request.of(role.subList(0, 1)))).contains("""
                  delete clusterroles.rbac.authorization.k8s.io in the whole cluster (for ClusterRole.rbac.authorization.k8s.io/reader)
                Nothing was written. These rules would grant it:
                  # in a ClusterRole
                  - {apiGroups: ["rbac.authorization.k8s.io"], resources: ["clusterroles"], verbs: ["delete"]}""");
    }

    @Test
    void shouldAskForWhatNoDryRunCanProveYet() {
        List<Manifest> set = new ArrayList<>(Rig.configMaps("1", "one"));
        set.addAll(Rig.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: fresh}}"));
        rig.sandbox.allow(access -> !(access.verb().equals("create")
                && access.namespace().equals("fresh")
                && access.resource().equals("configmaps")));

        assertThat(refused(Request.of(set).to(new Target("webapp", "test", "fresh"))))
                .contains("create configmaps in fresh (for ConfigMap/one, the app's inventory)");
        assertThat(rig.sandbox.get("v1", "Namespace", "", "fresh")).isEmpty();
    }

    @Test
    void shouldTellARefusedDryRunTheSameWay() {
        forbid("patch", "services");

        String message = refused(Request.of(services("a", "b")));

        assertThat(message).isEqualTo("""
                this credential may not do all that the deployment needs:
                  patch services in default (for Service/a, Service/b)
                Nothing was written. These rules would grant it:
                  # in a Role in namespace default
                  - {apiGroups: [""], resources: ["services"], verbs: ["patch"]}""");
    }

    @Test
    void shouldTellARefusedListAndARefusedInventoryTheSameWay() {
        rig.deployed(Request.of(services("a")));
        forbid("list", "services");

        assertThat(refused(Request.of(services("a")))).contains("list services in default (for Service objects)");

        rig.sandbox.allow(access -> !access.resource().equals("configmaps"));
        assertThat(refused(Request.of(services("a"))))
                .contains("get, create, update configmaps in default (for the app's inventory)");
    }

    @Test
    void shouldLeaveARefusalAsItIsThatTheReviewsDoNotExplain() {
        rig.sandbox.allow(access -> !access.resource().equals("services")
                || access.name().isEmpty()
                || access.name().equals("a"));

        assertThat(refused(Request.of(services("a", "b"))))
                .startsWith("app.yaml, document 1, line 1: Service/b in default: cannot predict Service/b in default:")
                .contains("cannot patch resource \"services\"");
    }

    @Test
    void shouldShowADryRunWhatTheCredentialCouldNotApply() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "old")));
        rig.sandbox.allow(
                access -> !(access.verb().equals("delete") && access.resource().equals("configmaps"))
                        && !access.resource().equals("leases"));

        DeploymentRecord record =
                rig.deploy(Request.of(Rig.configMaps("2", "one")).dryRun());

        assertThat(record.state()).isEqualTo(State.PLANNED);
        assertThat(record.plan().get().warnings())
                .containsExactly(
                        "this credential could not apply this plan: it may not delete configmaps in default (for"
                                + " ConfigMap/old)",
                        "this credential may not get, update, create leases.coordination.k8s.io in default (for the"
                                + " lock)");
    }

    @Test
    void shouldRefuseALockThatCouldNotBeRenewed() {
        forbid("update", "leases");

        assertThat(refused(Request.of(Rig.configMaps("1", "one"))))
                .contains("update leases.coordination.k8s.io in default (for the lock)");
    }

    @Test
    void shouldAskForAllThatARenamingNeeds() {
        List<Manifest> set = new ArrayList<>(Rig.configMaps("1", "one"));
        set.addAll(Rig.yaml("{apiVersion: v1, kind: Service, metadata: {name: kept, annotations:"
                + " {gitops.jenkins.io/prune: disabled}}, spec: {ports: [{port: 80}]}}"));
        rig.deployed(Request.of(set).to(new Target("oldname", "test", "default")));
        rig.sandbox.allow(access -> !(access.verb().equals("patch")
                        && access.resource().equals("services"))
                && !(access.verb().equals("delete") && !access.resource().equals("secrets")));

        assertThat(refused(Request.of(Rig.configMaps("1", "one")).formerly("oldname", "")))
                .contains(
                        "patch services in default (for Service/kept)",
                        "delete configmaps in default (for the inventory of the former name)",
                        "delete leases.coordination.k8s.io in default (for the lock of the former name)");
    }

    @Test
    void shouldAskForTheWatchThatWaitsForAWave() {
        forbid("watch", "services");
        List<Manifest> waves = new ArrayList<>(services("first"));
        waves.addAll(Rig.yaml("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: later, annotations: {argocd.argoproj.io/sync-wave: "1"}}}
                """));

        assertThat(refused(Request.of(waves)))
                .contains("watch services in default (for waiting until its wave is healthy)");
        rig.deployed(Request.of(services("first")));
    }

    @Test
    void shouldGoOnWithAWarningWhenNobodyMayAsk() {
        rig.sandbox.allow(access -> !access.group().equals("authorization.k8s.io"));

        rig.deployed(Request.of(Rig.configMaps("1", "one")));

        assertThat(rig.lines.warnings())
                .singleElement()
                .asString()
                .startsWith("whether this credential may do all of it is not known beforehand: cannot create"
                        + " SelfSubjectAccessReview");
    }

    @Test
    void shouldAskSinglyWhenOnlyTheListOfRulesIsRefused() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "old")));
        rig.sandbox.allow(access -> !access.resource().equals("selfsubjectrulesreviews"));

        rig.deployed(Request.of(Rig.configMaps("1", "one")));

        assertThat(rig.lines.warnings()).isEmpty();
        assertThat(reviews("selfsubjectaccessreviews")).isPositive();
    }

    private void forbid(String verb, String resource) {
        rig.sandbox.allow((Access access) ->
                !access.verb().equals(verb) || !access.resource().equals(resource));
    }

    private static List<Manifest> services(String... names) {
        List<Manifest> services = new ArrayList<>();
        for (String name : names) {
            services.addAll(Rig.yaml("""
                    {apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {ports: [{port: 80}]}}
                    """.formatted(name)));
        }
        return services;
    }

    private long reviews(String plural) {
        return rig.sandbox.requests().count("POST", "/apis/authorization.k8s.io/v1/" + plural);
    }

    /** @return why the deployment was refused; nothing was written */
    private String refused(Request request) {
        rig.sandbox.requests().reset();
        DeploymentRecord record = rig.deploy(request);
        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.results()).isEmpty();
        assertThat(rig.sandbox.requests().writes()).isZero();
        return record.message();
    }
}
