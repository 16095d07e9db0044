package io.jenkins.plugins.gitops.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookTest {
    @Test
    void shouldReadListsInAnyCaseWithSpaces() {
        Hook hook = hook("helm.sh/hook: 'pre-install, Post-Upgrade,test-success', helm.sh/hook-weight: '-5',"
                + " helm.sh/hook-delete-policy: 'hook-succeeded , HOOK-FAILED,never',"
                + " helm.sh/hook-output-log-policy: hook-failed");

        assertThat(hook.events()).containsExactly(HookEvent.PRE_INSTALL, HookEvent.POST_UPGRADE, HookEvent.TEST);
        assertThat(hook.weight()).isEqualTo(-5);
        assertThat(hook.deletion()).containsExactlyInAnyOrder(HookPolicy.HOOK_SUCCEEDED, HookPolicy.HOOK_FAILED);
        assertThat(hook.output()).containsExactly(HookPolicy.HOOK_FAILED);
    }

    @Test
    void shouldDeleteBeforeCreationOnlyWhenNothingElseIsSaid() {
        assertThat(hook("helm.sh/hook: pre-install").deletion()).containsExactly(HookPolicy.BEFORE_HOOK_CREATION);
        assertThat(hook("helm.sh/hook: pre-install, helm.sh/hook-delete-policy: ''")
                        .deletion())
                .isEmpty();
    }

    @Test
    void shouldNeverDeleteADefinition() {
        Hook definition = Hook.of(ManifestReader.read(
                                "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition,"
                                        + " metadata: {name: h, annotations: {helm.sh/hook: pre-install}}}",
                                "t.yaml")
                        .get(0))
                .orElseThrow();

        assertThat(definition.isDeleted(HookPolicy.BEFORE_HOOK_CREATION)).isFalse();
        assertThat(hook("helm.sh/hook: pre-install").isDeleted(HookPolicy.BEFORE_HOOK_CREATION))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "+5, 5", "-0, 0", "1.5, 0", "five, 0", "'', 0", "99999999999, 99999999999"})
    void shouldCountAWeightThatIsNoNumberAsZero(String text, long weight) {
        assertThat(hook("helm.sh/hook: pre-install, helm.sh/hook-weight: '" + text + "'")
                        .weight())
                .isEqualTo(weight);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crd-install", "pre-instal", "", "pre-install,", "pre-install,sometimes"})
    void shouldNotTakeAnObjectWithAnUnknownEvent(String events) {
        Manifest manifest = manifest("helm.sh/hook: '" + events + "'");

        assertThat(Hook.isHook(manifest)).isTrue();
        assertThat(Hook.of(manifest)).isEmpty();
    }

    @Test
    void shouldTakeOnlyAnnotatedObjectsForHooks() {
        assertThat(Hook.isHook(manifest("helm.sh/hook-weight: '5'"))).isFalse();
    }

    @Test
    void shouldOrderByWeightThenNameThenKindThenPlace() {
        List<String> ordered = List.of(
                "-10 Job z a.yaml",
                "0 ConfigMap a a.yaml",
                "0 Job b a.yaml",
                "0 PriorityClass c a.yaml",
                "0 ServiceAccount c a.yaml",
                "0 Secret c a.yaml",
                "0 Unknown c a.yaml",
                "0 Widget c a.yaml",
                "0 Job d a.yaml",
                "0 Job d b.yaml",
                "5 ConfigMap a a.yaml");
        List<String> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(shuffled.stream().map(HookTest::placed).sorted(Hook.ORDER).map(HookTest::line))
                .containsExactlyElementsOf(ordered);
    }

    private static Hook placed(String line) {
        String[] words = line.split(" ");
        String text = "{apiVersion: v1, kind: %s, metadata: {name: %s, annotations: {helm.sh/hook: test,"
                + " helm.sh/hook-weight: '%s'}}}";
        return Hook.of(ManifestReader.read(text.formatted(words[1], words[2], words[0]), words[3])
                        .get(0))
                .orElseThrow();
    }

    private static String line(Hook hook) {
        return hook.weight() + " " + hook.key().kind() + " " + hook.key().name() + " "
                + hook.manifest().origin().file();
    }

    private static Hook hook(String annotations) {
        return Hook.of(manifest(annotations)).orElseThrow();
    }

    private static Manifest manifest(String annotations) {
        return ManifestReader.read(
                        "{apiVersion: batch/v1, kind: Job, metadata: {name: h, annotations: {" + annotations + "}}}",
                        "t.yaml")
                .get(0);
    }
}
