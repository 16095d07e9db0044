package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.apply.Waits;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HooksTest {
    private static final List<Manifest> APP = Rig.file("hooks/app.yaml");
    private static final List<Manifest> HOOKS = Rig.file("hooks/hooks.yaml");

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
    void shouldRunTheHooksOfAnInstallationAroundTheFirstDeployment() {
        rig.sandbox.podLog("default", "announce", "installed with correct horse\n");

        DeploymentRecord record = rig.deployed(Request.of(all(HOOKS)));

        assertThat(sent("PATCH"))
                .containsExactly(
                        "jobs/install-first",
                        "configmaps/both",
                        "configmaps/settings",
                        "secrets/database",
                        "pods/announce");
        assertThat(results(record))
                .containsExactly(
                        "RAN Job.batch/install-first",
                        "RAN ConfigMap/both",
                        "CREATED ConfigMap/settings",
                        "CREATED Secret/database",
                        "RAN Pod/announce");
        assertThat(rig.members()).containsExactly("ConfigMap/settings", "Secret/database");
        assertThat(rig.sandbox.get("batch/v1", "Job", "default", "install-first"))
                .as("deleted when it has succeeded")
                .isEmpty();
        assertThat(rig.configMap("both"))
                .isPresent()
                .get()
                .satisfies(
                        hook -> assertThat(Json.at(hook, "metadata", "labels").toString())
                                .contains("gitops.jenkins.io/hook", record.id())
                                .doesNotContain(ApplySet.PART_OF));
        assertThat(rig.lines.infos()).contains("| installed with (hidden)");
    }

    @Test
    void shouldRunTheHooksOfAnUpgradeAnewFromTheSecondDeploymentOn() {
        rig.deployed(Request.of(all(HOOKS)));
        String before = uid(rig.configMap("both").orElseThrow());
        rig.sandbox.requests().reset();

        DeploymentRecord record = rig.deployed(Request.of(changed(HOOKS)));

        assertThat(sent("PATCH"))
                .containsExactly("configmaps/both", "jobs/migrate", "configmaps/settings", "pods/announce");
        assertThat(sent("DELETE")).containsExactly("configmaps/both", "pods/announce");
        assertThat(results(record)).startsWith("RAN ConfigMap/both", "RAN Job.batch/migrate");
        assertThat(uid(rig.configMap("both").orElseThrow())).isNotEqualTo(before);
        assertThat(rig.sandbox.get("batch/v1", "Job", "default", "migrate"))
                .as("kept until it runs again")
                .isPresent();
    }

    @Test
    void shouldNotRunAFailingUpgradeHookInTheFirstDeployment() {
        List<Manifest> hooks = hook("Job", "broken", "pre-upgrade", "crash", "");

        rig.deployed(Request.of(all(hooks)));

        DeploymentRecord record = rig.deploy(Request.of(changed(hooks)));
        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message()).startsWith("pre-upgrade hook Job.batch/broken in default failed: ");
    }

    @Test
    void shouldRunNothingWhenNothingIsToBeDone() {
        rig.deployed(Request.of(all(HOOKS)).at('a'));
        rig.sandbox.requests().reset();

        DeploymentRecord same = rig.deployed(Request.of(all(HOOKS)).at('a'));
        DeploymentRecord otherCommit = rig.deployed(Request.of(all(HOOKS)).at('b'));

        assertThat(same.plan().get().summary()).isEqualTo("2 unchanged");
        assertThat(otherCommit.plan().get().summary()).isEqualTo("2 unchanged");
        assertThat(sent("PATCH")).isEmpty();
        assertThat(rig.inventory().history()).hasSize(2);
    }

    @Test
    void shouldDeployWhenOnlyAHookHasChanged() {
        rig.deployed(Request.of(all(HOOKS)));
        rig.sandbox.requests().reset();

        DeploymentRecord record = rig.deployed(
                Request.of(
                        all(
                                Rig.yaml(
                                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: new, annotations: {helm.sh/hook: post-upgrade}}}"))));

        assertThat(record.plan().get().hasChanges()).isFalse();
        assertThat(record.plan().get().summary()).isEqualTo("2 unchanged, 1 hook to run");
        assertThat(sent("PATCH")).containsExactly("configmaps/new");
        assertThat(results(record)).last().isEqualTo("RAN ConfigMap/new");
    }

    @Test
    void shouldRunTheHooksOfTheContentThatIsGoneBackTo() {
        DeploymentRecord first = rig.deployed(Request.of(all(HOOKS)).at('a'));
        rig.deployed(Request.of(changed(List.of())).at('b'));
        rig.sandbox.requests().reset();

        DeploymentRecord planned = rollback(first, true);
        DeploymentRecord record = rollback(first, false);

        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        assertThat(sent("PATCH")).containsExactly("configmaps/back", "configmaps/settings", "configmaps/gone-back");
        assertThat(planned.plan().get().digest()).isEqualTo(record.plan().get().digest());
        assertThat(record.plan().get().manifestsDigest())
                .isEqualTo(first.plan().get().manifestsDigest());
        assertThat(rig.members()).containsExactly("ConfigMap/settings", "Secret/database");
    }

    @Test
    void shouldLeaveTheAppAloneWhenAHookBeforeItFailed() {
        List<Manifest> hooks = new ArrayList<>(hook("Pod", "check", "pre-install", "crash", ""));
        hooks.addAll(hook("Job", "later", "pre-install", "", ""));
        hooks.addAll(hook("Job", "last", "post-install", "", ""));
        rig.sandbox.podLog("default", "check", "login as app\nwrong password: correct horse\n");

        DeploymentRecord record = rig.deploy(Request.of(all(hooks)));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .startsWith("pre-install hook Pod/check in default failed: container main ended with exit code 1")
                .contains("last log lines of container main", "| login as app", "| wrong password: (hidden)")
                .doesNotContain("correct horse");
        assertThat(results(record))
                .containsExactly(
                        "FAILED Pod/check",
                        "SKIPPED Job.batch/later",
                        "SKIPPED ConfigMap/settings",
                        "SKIPPED Secret/database",
                        "SKIPPED Job.batch/last");
        assertThat(record.results().get(0).message())
                .startsWith("pre-install hook: container main ended with exit code 1");
        assertThat(rig.configMap("settings")).isEmpty();
        assertThat(rig.inventory().history()).extracting(Deployment::state).containsExactly("failed");
        assertThat(rig.deploy(Request.of(all(hooks))).message())
                .as("nothing has ended well yet: it is still an installation")
                .startsWith("pre-install hook Pod/check");
    }

    @Test
    void shouldFailAfterTheObjectsWhenAHookAfterThemFailed() {
        List<Manifest> hooks = new ArrayList<>(hook("ConfigMap", "a", "post-install", "", "hook-succeeded"));
        hooks.addAll(hook("Job", "b", "post-install", "crash", "hook-failed"));
        hooks.addAll(hook("Job", "c", "post-install", "", ""));

        DeploymentRecord record = rig.deploy(Request.of(all(hooks)));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message()).contains("post-install hook Job.batch/b in default failed: BackoffLimitExceeded");
        assertThat(results(record))
                .containsExactly(
                        "CREATED ConfigMap/settings",
                        "CREATED Secret/database",
                        "RAN ConfigMap/a",
                        "FAILED Job.batch/b",
                        "SKIPPED Job.batch/c");
        assertThat(sent("DELETE")).as("what failed, then what has succeeded").containsExactly("jobs/b", "configmaps/a");
    }

    @Test
    void shouldGiveUpOnAHookThatDoesNotEnd() {
        List<Manifest> hooks = hook("Pod", "slow", "pre-install", "unready", "");

        DeploymentRecord record = rig.cluster(cluster -> rig.deploy(cluster)
                .run(Request.of(all(hooks))
                        .build()
                        .but()
                        .waits(new Waits(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5)))
                        .build()));

        assertThat(record.message())
                .startsWith("pre-install hook Pod/slow in default failed: it has not ended after 1 s: not ready");
    }

    @Test
    void shouldShowTheHooksInThePlanInTheirOrder() {
        List<Manifest> hooks = new ArrayList<>(HOOKS);
        hooks.addAll(Rig.yaml("{apiVersion: v1, kind: Secret, stringData: {token: abc}, metadata: {name: token,"
                + " annotations: {helm.sh/hook: 'pre-install,post-install', helm.sh/hook-weight: '9'}}}"));

        DeploymentRecord record = rig.deploy(Request.of(all(hooks)).dryRun());

        List<Change> changes = record.plan().get().changes();
        assertThat(changes.stream()
                        .map(change -> change.action() + " " + change.key().shortName()))
                .containsExactly(
                        "RUN Job.batch/install-first",
                        "RUN ConfigMap/both",
                        "RUN Secret/token",
                        "CREATE ConfigMap/settings",
                        "CREATE Secret/database",
                        "RUN Pod/announce");
        assertThat(changes.get(0).reason()).isEqualTo("pre-install hook, weight -5, deleted when it has succeeded");
        assertThat(changes.get(2).reason())
                .isEqualTo("pre-install hook, weight 9, deleted before it runs again;"
                        + " then post-install hook, weight 9, deleted before it runs again");
        assertThat(changes.get(2).before().isMissingNode()).isTrue();
        assertThat(Json.text(changes.get(2).after(), "stringData", "token")).isEqualTo("(hidden #1)");
        assertThat(record.plan().get().summary()).isEqualTo("2 to create, 4 hooks to run");
        assertThat(rig.sandbox.requests().writes()).isZero();
    }

    @Test
    void shouldRefuseAnAgreedPlanWhoseHooksHaveChanged() {
        String digest = rig.deploy(Request.of(all(HOOKS)).dryRun()).plan().get().digest();

        DeploymentRecord refused = rig.deploy(
                Request.of(all(hook("Job", "other", "pre-install", "", ""))).agreed(digest));

        assertThat(refused.message()).contains("has moved since the plan was agreed to");
        rig.deployed(Request.of(all(HOOKS)).agreed(digest));
    }

    @Test
    void shouldRefuseAHookThatIsAlsoAnObjectOfTheApp() {
        DeploymentRecord record = rig.deploy(Request.of(all(hook("ConfigMap", "settings", "pre-install", "", ""))));

        assertThat(record.message())
                .contains(
                        "the hook ConfigMap/settings in default is also an object of the app, declared in hooks/app.yaml");
        assertThat(rig.sandbox.requests().writes()).isZero();
    }

    @Test
    void shouldRefuseAHookOfAKindThatIsNotServedYet() {
        List<Manifest> hooks = Rig.yaml(
                "{apiVersion: e.org/v1, kind: Thing, metadata: {name: x, annotations: {helm.sh/hook: pre-install}}}");

        assertThat(rig.deploy(Request.of(all(hooks))).message())
                .contains("app.yaml, document 1, line 1: the hook Thing.e.org/x needs e.org/v1 Thing");
        assertThat(rig.sandbox.requests().writes()).isZero();
    }

    @Test
    void shouldLeaveAnObjectAloneThatIsInTheWayOfAHook() {
        rig.apply("somebody", Rig.configMaps("1", "precious").get(0));

        DeploymentRecord record = rig.deploy(Request.of(all(hook("ConfigMap", "precious", "pre-install", "", ""))));

        assertThat(record.message()).contains("there is an object of that name already");
        assertThat(Json.text(rig.configMap("precious").orElseThrow(), "data", "key"))
                .isEqualTo("1");
    }

    @Test
    void shouldMakeAHookOfWhatWasAnObjectOfTheApp() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "two")));
        List<Manifest> after = new ArrayList<>(Rig.configMaps("1", "one"));
        after.addAll(hook("ConfigMap", "two", "pre-upgrade", "", ""));

        DeploymentRecord record = rig.deployed(Request.of(after));

        assertThat(results(record)).containsExactly("RAN ConfigMap/two", "UNCHANGED ConfigMap/one");
        assertThat(rig.members()).containsExactly("ConfigMap/one");
        assertThat(rig.configMap("two")).isPresent();
        assertThat(rig.deployed(Request.of(after)).plan().get().summary()).isEqualTo("1 unchanged");
    }

    @Test
    void shouldDeleteAProtectedObjectOfTheAppForAHookWithConsentOnly() {
        rig.deployed(Request.of(withClaim("")));
        String before = claim();
        List<Manifest> hook = withClaim("helm.sh/hook: pre-upgrade");

        DeploymentRecord refused = rig.deploy(Request.of(hook));
        assertThat(refused.message())
                .startsWith(
                        "pre-upgrade hook PersistentVolumeClaim/data in default failed: it is an object of this app")
                .endsWith("--allow-prune PersistentVolumeClaim/data");
        assertThat(claim()).isEqualTo(before);
        assertThat(rig.members()).as("still this app's").contains("PersistentVolumeClaim/data");

        Consent consent = new Consent(Set.of("PersistentVolumeClaim/data"), Set.of());
        rig.deployed(Request.of(hook).planning(PlanOptions.standard().withConsent(consent)));
        assertThat(claim()).isNotEqualTo(before);
        assertThat(rig.members()).containsExactly("ConfigMap/one");

        rig.deployed(Request.of(Stream.concat(Rig.configMaps("1", "new").stream(), hook.stream())
                .toList()));
    }

    private static List<Manifest> withClaim(String annotation) {
        List<Manifest> manifests = new ArrayList<>(Rig.configMaps("1", "one"));
        manifests.addAll(Rig.yaml("""
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, annotations: {%s}},
                  spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                """.formatted(annotation)));
        return manifests;
    }

    /** The UID of the claim. */
    private String claim() {
        return uid(rig.sandbox
                .get("v1", "PersistentVolumeClaim", "default", "data")
                .orElseThrow());
    }

    @Test
    void shouldTakeOverAHelmReleaseAsAnUpgrade() {
        rig.apply(
                "helm",
                Rig.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, annotations:"
                                + " {meta.helm.sh/release-name: web, meta.helm.sh/release-namespace: default}}}")
                        .get(0));
        List<Manifest> declared = all(HOOKS);
        PlanOptions adopting = PlanOptions.standard().withConsent(new Consent(Set.of(), Set.of(), Set.of("helm/web")));

        List<Change> preview = rig.cluster(cluster ->
                        new Preview(cluster, adopting, rig.lines::warn).of(Request.TARGET, Former.NONE, declared))
                .changes();
        DeploymentRecord record = rig.deployed(Request.of(declared).planning(adopting));

        assertThat(preview.get(0).reason()).startsWith("pre-upgrade hook");

        assertThat(results(record))
                .containsExactly(
                        "RAN ConfigMap/both",
                        "RAN Job.batch/migrate",
                        "UPDATED ConfigMap/settings",
                        "CREATED Secret/database",
                        "RAN Pod/announce");
        assertThat(record.results().get(4).message()).isEqualTo("post-upgrade hook");
    }

    @Test
    void shouldNotTakeALeftOverJobForAHookThatHasRun() {
        List<Manifest> hooks = hook("Job", "once", "pre-install,pre-upgrade", "", "hook-failed");
        rig.deployed(Request.of(all(hooks)));
        rig.sandbox.requests().reset();

        DeploymentRecord record = rig.deploy(Request.of(changed(hooks)));

        assertThat(record.message())
                .contains("the hook Job.batch/once in default: it is still there from an earlier run");
        assertThat(rig.sandbox.requests().writes())
                .as("known before anything is written")
                .isZero();
    }

    @Test
    void shouldRefuseAHookThatTheServerWouldRefuseBeforeAnythingIsWritten() {
        rig.sandbox.requests().reset();

        DeploymentRecord record = rig.deploy(
                Request.of(
                        all(
                                Rig.yaml(
                                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: late, annotations: {helm.sh/hook: post-install}}, dada: {}}"))));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .contains("app.yaml", "the hook ConfigMap/late in default", "dada")
                .doesNotContain("2 objects");
        assertThat(rig.sandbox.requests().writes()).isZero();
    }

    private static List<Manifest> all(List<Manifest> hooks) {
        return Stream.concat(APP.stream(), hooks.stream()).toList();
    }

    /** The app with another value in its ConfigMap. */
    private static List<Manifest> changed(List<Manifest> hooks) {
        return Stream.of(Rig.configMaps("2", "settings").stream(), APP.stream().skip(1), hooks.stream())
                .flatMap(manifests -> manifests)
                .toList();
    }

    private static List<Manifest> hook(String kind, String name, String events, String behaviour, String policy) {
        String pod = "{restartPolicy: Never, containers: [{name: main, image: 'app:1'}]}";
        String spec =
                switch (kind) {
                    case "Job" ->
                        "spec: {backoffLimit: 0, template: {metadata: {annotations: {gitops.test/behaviour: '"
                                + behaviour + "'}}, spec: " + pod + "}}";
                    case "Pod" -> "spec: " + pod;
                    default -> "data: {hook: yes please}";
                };
        return Rig.yaml("{apiVersion: %s, kind: %s, %s, metadata: {name: %s, annotations: {helm.sh/hook: '%s',%s %s}}}"
                .formatted(
                        kind.equals("Job") ? "batch/v1" : "v1",
                        kind,
                        spec,
                        name,
                        events,
                        policy.isEmpty() ? "" : "helm.sh/hook-delete-policy: " + policy + ",",
                        behaviour.isEmpty() ? "" : "gitops.test/behaviour: " + behaviour));
    }

    private DeploymentRecord rollback(DeploymentRecord to, boolean dryRun) {
        return rig.cluster(cluster -> {
            Request template = Request.of(List.of());
            return new Rollback(cluster, rig.deploy(cluster))
                    .run(
                            (dryRun ? template.dryRun() : template).build(),
                            History.of(cluster, Request.TARGET).rollbackTarget(to.id()));
        });
    }

    /** The objects of the app and its hooks to which such requests went, in their order. */
    private List<String> sent(String method) {
        return rig.sandbox.requests().all().stream()
                .filter(request -> request.isWrite() && request.method().equals(method))
                .map(request ->
                        request.path().replaceAll(".*/namespaces/default/", "").replaceAll("\\?.*", ""))
                .filter(path -> !path.contains("gitops-webapp"))
                .toList();
    }

    private static List<String> results(DeploymentRecord record) {
        return record.results().stream()
                .map((ObjectResult result) ->
                        result.outcome() + " " + result.key().shortName())
                .toList();
    }

    private static String uid(ObjectNode object) {
        return Json.text(object, "metadata", "uid");
    }
}
