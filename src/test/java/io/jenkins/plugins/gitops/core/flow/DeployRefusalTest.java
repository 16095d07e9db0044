package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused, in which words, and that the cluster is left alone then. */
class DeployRefusalTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldRefuseTheInventoryOfAnotherEnvironment() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));

        String message = refused(Request.of(Rig.configMaps("2", "one")).to(new Target("webapp", "prod", "default")));

        assertThat(message)
                .contains("belongs to environment \"test\", not \"prod\"")
                .contains("--formerly-environment test");
        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("1");
    }

    @Test
    void shouldRefuseAnObjectThatAnotherAppOwns() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")).to(new Target("other", "test", "default")));

        String message = refused(Request.of(Rig.configMaps("1", "one", "two")));

        assertThat(message)
                .contains("app.yaml, document 1, line 1: ConfigMap/one in default")
                .contains("it belongs to app \"other\", another app; two owners must not declare one object")
                .contains("--adopt app/other")
                .contains("--formerly other");
        assertThat(rig.configMap("two")).isEmpty();
    }

    @Test
    void shouldRefuseACommitThatIsOlderThanWhatIsDeployed() {
        rig.with(new LinearHistory("ab"));
        rig.deployed(Request.of(Rig.configMaps("2", "one")).at('b'));

        String message = refused(Request.of(Rig.configMaps("1", "one")).at('a'));

        assertThat(message).contains("commit aaaaaaaaa is older than what is deployed (bbbbbbbbb");
        rig.deployed(Request.of(Rig.configMaps("1", "one")).at('a').allowOlder());
        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("1");
    }

    @Test
    void shouldDeployANewerCommitAndNameWhatCameWithIt() {
        rig.with(new LinearHistory("abc"));
        rig.deployed(Request.of(Rig.configMaps("1", "one")).at('a'));

        DeploymentRecord record =
                rig.deployed(Request.of(Rig.configMaps("3", "one")).at('c'));

        assertThat(record.commits()).extracting(commit -> commit.subject()).containsExactly("Commit c", "Commit b");
    }

    @Test
    void shouldNotRefuseWhenHistoryDoesNotKnowTheDeployedCommit() {
        rig.deployed(Request.of(Rig.configMaps("2", "one")).at('z'));
        rig.with(new LinearHistory("ab"));

        rig.deployed(Request.of(Rig.configMaps("1", "one")).at('a'));

        assertThat(rig.lines.warnings()).singleElement().asString().startsWith("cannot tell whether commit aaaaaaaaa");
    }

    @Test
    void shouldRefuseAnUnknownCommitWhenToldTo() {
        rig.deployed(Request.of(Rig.configMaps("2", "one")).at('z'));
        rig.with(new LinearHistory("ab"));
        Request request = Request.of(Rig.configMaps("1", "one")).at('a').unknownCommit(UnknownCommit.REFUSE);

        assertThat(refused(request))
                .contains(
                        "cannot tell whether commit aaaaaaaaa is older than what is deployed (zzzzzzzzz): no commit z")
                .contains("--allow-older")
                .contains("--unknown-commit warn");
        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("2");
        rig.deployed(request.allowOlder());
    }

    @Test
    void shouldRefuseASourceWithoutGitOverACommitWhenToldTo() {
        Request request = Request.of(Rig.configMaps("1", "one")).unknownCommit(UnknownCommit.REFUSE);
        rig.deployed(request);
        rig.deployed(Request.of(Rig.configMaps("2", "one")).at('b'));

        assertThat(refused(request)).contains("does not come from Git, and commit bbbbbbbbb is deployed");
    }

    @Test
    void shouldRefuseAnEmptySource() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));

        assertThat(refused(Request.of(List.of()))).contains("the source declares no objects");
        assertThat(rig.configMap("one")).isPresent();
    }

    @Test
    void shouldRefuseAnUnknownNamespaceAndNameTheFile() {
        assertThat(refused(Request.of(Rig.configMaps("1", "one")).to(new Target("webapp", "test", "nowhere"))))
                .contains("app.yaml, document 1, line 1")
                .contains("namespaces \"nowhere\" not found")
                .contains("create the namespace first, or declare it in the source");
    }

    @Test
    void shouldRefuseAnUnknownKindAndNameTheFile() {
        assertThat(refused(Request.of(Rig.yaml("{apiVersion: example.org/v1, kind: Widget, metadata: {name: w}}"))))
                .contains("app.yaml, document 1, line 1: the cluster has no example.org/v1 Widget")
                .contains("install its CustomResourceDefinition first");
    }

    @Test
    void shouldRefuseAWaveThatIsNoNumber() {
        assertThat(refused(Request.of(Rig.yaml("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: one, annotations: {gitops.jenkins.io/wave: first}}}
                """))))
                .contains(
                        "app.yaml, document 1, line 1: ConfigMap/one: annotation gitops.jenkins.io/wave is \"first\"");
    }

    @Test
    void shouldRefuseTwoManifestsThatAreOneObjectOnceTheNamespaceIsKnown() {
        List<Manifest> twice = new ArrayList<>(Rig.configMaps("1", "one"));
        twice.addAll(Rig.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: one, namespace: default}}"));

        assertThat(refused(Request.of(twice)))
                .contains("ConfigMap/one in default is declared in app.yaml, document 1, line 1 already");
    }

    @Test
    void shouldNameEveryObjectThatIsWrong() {
        assertThat(refused(Request.of(Rig.yaml("""
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {prots: []}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: api}, spec: {selektor: {}}}
                """))))
                .contains("2 objects are refused")
                .contains("app.yaml, document 1, line 1: Service/web")
                .contains("prots")
                .contains("app.yaml, document 2, line 3: Service/api")
                .contains("selektor");
    }

    @Test
    void shouldDeployIntoANamespaceThatTheSetDeclares() {
        List<Manifest> set = new ArrayList<>(Rig.configMaps("1", "one"));
        set.addAll(Rig.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: fresh}}"));

        DeploymentRecord record = rig.deployed(Request.of(set).to(new Target("webapp", "test", "fresh")));

        assertThat(rig.sandbox.get("v1", "ConfigMap", "fresh", "one")).isPresent();
        assertThat(record.results())
                .extracting(result -> result.key().shortName() + " " + result.outcome())
                .containsExactly("Namespace/fresh CREATED", "ConfigMap/one CREATED");
        assertThat(rig.sandbox.requests().count(r -> r.isWrite() && r.path().endsWith("/namespaces/fresh")))
                .as("writes of the namespace")
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseNamesThatCouldReachElsewhere() {
        for (String name : List.of("", "..", "Web", "a/b", "-a", "a".repeat(41))) {
            assertThatThrownBy(() -> new Target(name, "test", "default"))
                    .as(name)
                    .isInstanceOf(GitOpsException.class)
                    .hasMessageContaining("cannot be an app's name");
        }
        assertThatThrownBy(() -> new Target("a", "te\nst", "default")).isInstanceOf(GitOpsException.class);
        assertThatThrownBy(() -> new Target("a", "test", "kube/system")).isInstanceOf(GitOpsException.class);
    }

    /** @return why the deployment was refused; nothing was written */
    private String refused(Request request) {
        rig.sandbox.requests().reset();
        DeploymentRecord record = rig.deploy(request);
        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.finished()).isPresent();
        assertThat(rig.sandbox.requests().writes()).isZero();
        return record.message();
    }
}
