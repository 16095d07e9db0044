package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that are there already, and whose they are. */
class AdoptionTest {
    private static final Target OTHER = new Target("other", "test", "default");

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "annotations: {meta.helm.sh/release-name: web, meta.helm.sh/release-namespace: shop} | helm/web | Helm release \"web\" in shop",
                "annotations: {'argocd.argoproj.io/tracking-id': 'guestbook:/ConfigMap:default/one'} | argocd/guestbook | Argo CD application \"guestbook\"",
                "labels: {argocd.argoproj.io/instance: guestbook} | argocd/guestbook | Argo CD application \"guestbook\"",
                "labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system} | flux/apps | Flux Kustomization \"apps\" in flux-system",
                "labels: {helm.toolkit.fluxcd.io/name: web} | flux/web | Flux HelmRelease \"web\"",
                "labels: {kapp.k14s.io/app: '1700000000'} | kapp/1700000000 | kapp app \"1700000000\"",
                "annotations: {config.k8s.io/owning-inventory: abc} | inventory/abc | kpt inventory \"abc\"",
                "labels: {applyset.kubernetes.io/part-of: applyset-x-v1} | applyset/applyset-x-v1 | another app or ApplySet"
            })
    void shouldNameWhoManagesAnObjectAndTakeItOverWithConsentOnly(String marks, String name, String words) {
        rig.apply("somebody", Rig.yaml("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: one, %s}, data: {other: x}}""".formatted(marks)).get(0));

        DeploymentRecord refused = rig.deploy(Request.of(Rig.configMaps("1", "one")));
        DeploymentRecord allowed = rig.deploy(Request.of(Rig.configMaps("1", "one"))
                .planning(PlanOptions.standard()
                        .withForce(true)
                        .withConsent(new Consent(Set.of(), Set.of(), Set.of(name)))));

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message())
                .contains("app.yaml, document 1, line 1: ConfigMap/one in default: it belongs to " + words)
                .contains("--adopt " + name);
        assertThat(allowed.state()).as(allowed.message()).isEqualTo(State.APPLIED);
        assertThat(reason(allowed)).startsWith("is taken over from " + words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "annotations: {'argocd.argoproj.io/tracking-id': 'guestbook:/ConfigMap:default/original'}",
                "labels: {app.kubernetes.io/managed-by: Helm, app.kubernetes.io/instance: web}",
                "labels: {tier: front}"
            })
    void shouldAdoptWhatNobodyClaimsAndSaySo(String marks) {
        rig.apply("somebody", Rig.yaml("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: one, %s}, data: {other: x}}""".formatted(marks)).get(0));

        DeploymentRecord record = rig.deployed(Request.of(Rig.configMaps("1", "one")));

        assertThat(reason(record)).isEqualTo("exists already and is adopted by this app");
    }

    @Test
    void shouldKeepWhatHasMovedToAnotherAppBeforeItWasTakenOutOfTheFirst() {
        rig.deployed(Request.of(Rig.configMaps("1", "moved", "rest")).to(OTHER));

        rig.deployed(Request.of(Rig.configMaps("2", "moved")).planning(adopting("app/other")));
        rig.deployed(Request.of(Rig.configMaps("1", "rest")).to(OTHER));

        assertThat(Json.text(rig.configMap("moved").get(), "data", "key")).isEqualTo("2");
        assertThat(rig.members()).containsExactly("ConfigMap/moved");
        assertThat(rig.deploy(Request.of(Rig.configMaps("1", "moved", "rest")).to(OTHER))
                        .message())
                .contains("it belongs to app \"webapp\", another app");
    }

    @Test
    void shouldKeepWhatWasTakenOutOfTheFirstAndKeptThereBeforeItMoves() {
        rig.deployed(Request.of(Rig.configMaps("1", "moved", "rest")).to(OTHER));

        rig.deployed(Request.of(Rig.configMaps("1", "rest"))
                .to(OTHER)
                .planning(PlanOptions.standard().withPrune(false)));
        rig.deployed(Request.of(Rig.configMaps("2", "moved")).planning(adopting("app/other")));
        rig.deployed(Request.of(Rig.configMaps("1", "rest")).to(OTHER));

        assertThat(Json.text(rig.configMap("moved").get(), "data", "key")).isEqualTo("2");
        assertThat(rig.members()).containsExactly("ConfigMap/moved");
    }

    @Test
    void shouldSayThatAnotherAppHasCreatedTheSameObjectMeanwhile() {
        // Lock, snapshot and inventory are written first.
        rig.sandbox
                .faults()
                .beforeWrite(
                        4,
                        () -> rig.deployed(
                                Request.of(Rig.configMaps("2", "one")).to(OTHER)));

        DeploymentRecord late = rig.deploy(Request.of(Rig.configMaps("1", "one")));

        assertThat(late.state()).isEqualTo(State.FAILED);
        assertThat(late.message()).contains("another deployment has created it since this one was planned");
        assertThat(rig.deploy(Request.of(Rig.configMaps("2", "one")).to(OTHER)).message())
                .contains("it belongs to app \"webapp\", another app");
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
    }

    @Test
    void shouldNotMistakeAControllerForAnotherApp() {
        rig.sandbox
                .faults()
                .beforeWrite(
                        4,
                        () -> rig.apply(
                                "controller",
                                Rig.yaml(
                                                "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {other: text}}")
                                        .get(0)));

        rig.deployed(Request.of(Rig.configMaps("1", "one")));
    }

    private static PlanOptions adopting(String owner) {
        return PlanOptions.standard().withConsent(new Consent(Set.of(), Set.of(), Set.of(owner)));
    }

    private static String reason(DeploymentRecord record) {
        return record.plan().get().changes().stream()
                .map(Change::reason)
                .findFirst()
                .orElseThrow();
    }
}
