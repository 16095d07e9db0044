package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchesTest {
    private static final Manifest CONFIG = ManifestReader.read("""
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: web, namespace: shop}
                    data: {a: "1", list: [p, q, r], "o/d~d": {deep: true}}
                    """, "web.yaml").get(0);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Merge patches.
                "{data: {a: '2'}} | {\"a\":\"2\",\"list\":[\"p\",\"q\",\"r\"],\"o/d~d\":{\"deep\":true}}",
                "{data: {a: null, list: [w]}} | {\"list\":[\"w\"],\"o/d~d\":{\"deep\":true}}",
                "{data: {new: {b: null, c: 1}, a: {d: 2}}}"
                        + " | {\"a\":{\"d\":2},\"list\":[\"p\",\"q\",\"r\"],\"o/d~d\":{\"deep\":true},\"new\":{\"c\":1}}",
                // JSON patches.
                "[{op: add, path: /data/list/-, value: w}, {op: remove, path: /data/list/0}]"
                        + " | {\"a\":\"1\",\"list\":[\"q\",\"r\",\"w\"],\"o/d~d\":{\"deep\":true}}",
                "[{op: add, path: /data/list/1, value: w}, {op: replace, path: /data/list/0, value: v}]"
                        + " | {\"a\":\"1\",\"list\":[\"v\",\"w\",\"q\",\"r\"],\"o/d~d\":{\"deep\":true}}",
                "[{op: test, path: /data/a, value: '1'}, {op: remove, path: /data/o~1d~0d/deep}]"
                        + " | {\"a\":\"1\",\"list\":[\"p\",\"q\",\"r\"],\"o/d~d\":{}}",
                "[{op: move, from: /data/a, path: /data/b}, {op: copy, from: /data/list, path: /data/o~1d~0d}]"
                        + " | {\"list\":[\"p\",\"q\",\"r\"],\"o/d~d\":[\"p\",\"q\",\"r\"],\"b\":\"1\"}",
                "[{op: add, path: /data, value: {}}] | {}"
            })
    void shouldChangeTheObject(String patch, String data) {
        Manifest patched = apply(patch);

        assertThat(patched.json().get("data")).isEqualTo(Json.parse(data));
        assertThat(patched.origin()).isEqualTo(CONFIG.origin());
        assertThat(CONFIG.json().at("/data/a").asText()).as("the original").isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{op: remove, path: /data/b}] | operation 1: there is no /data/b; in ConfigMap/web in shop (web.yaml, document 1, line 1)",
                "[{op: add, path: /data/list/4, value: 1}] | operation 1: the list has no place /data/list/4",
                "[{op: add, path: /data/list/x, value: 1}] | operation 1: the list has no place /data/list/x",
                "[{op: add, path: /data/b/c, value: 1}] | operation 1: there is no /data/b",
                "[{op: add, path: /data/a/c, value: 1}] | operation 1: /data/a is neither a map nor a list",
                "[{op: test, path: /data/a, value: 1}] | operation 1: /data/a is not 1, as the patch expects",
                "[{op: test, path: /data/a, value: '1'}, {op: replace, path: /data/b, value: 1}] | operation 2: there is no /data/b",
                "[{op: merge, path: /data}] | operation 1: \"op\" must be add, remove, replace, move, copy or test, not \"merge\"",
                "[{op: add, path: /data}] | operation 1: \"value\" is missing",
                "[{op: remove, path: data}] | operation 1: \"path\" must be a JSON pointer such as /spec/replicas, not \"data\"",
                "[{op: copy, path: /data}] | operation 1: \"from\" must be a JSON pointer such as /spec/replicas, not \"\"",
                "{metadata: {name: other}} | : it makes ConfigMap/other in shop of ConfigMap/web in shop",
                "{apiVersion: null} | : it makes",
                "text | : a patch is a map (merge patch) or a list of operations (JSON patch)"
            })
    void shouldSayWhatIsWrong(String patch, String message) {
        assertThatThrownBy(() -> apply(patch))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldOnlyChangeWhatItIsAbout() {
        Patches patches = new Patches(List.of(Patch.parse("Deployment.apps/web:{spec: {replicas: 3}}")));

        assertThat(patches.apply(CONFIG)).isSameAs(CONFIG);
        assertThatThrownBy(patches::requireAllUsed)
                .hasMessage(
                        "patch 'Deployment.apps/web:{spec: {replicas: 3}}': there is no object Deployment.apps/web to"
                                + " patch");
    }

    @Test
    void shouldReadAFileOfPatches() {
        List<Patch> patches = PatchFile.read("""
                - objects: ConfigMap/*
                  patch: {data: {a: "2"}}
                - objects: ConfigMap/shop/web
                  patch:
                    - {op: add, path: /data/b, value: "3"}
                """, "patches.yaml");

        Patches all = new Patches(patches);
        assertThat(all.apply(CONFIG).json().at("/data/a").asText()).isEqualTo("2");
        assertThat(all.apply(CONFIG).json().at("/data/b").asText()).isEqualTo("3");
        all.requireAllUsed();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{objects: A} | p.yaml: patches are a list of {objects: Kind.group/name, patch: …}",
                "[{objects: A}] | p.yaml: patch 1: it needs \"objects\" and \"patch\"",
                "[{objects: A, patch: {}, target: B}] | p.yaml: patch 1: it needs \"objects\" and \"patch\", and knows no \"target\"",
                "[{objects: A, patch: {}}, {objects: a/b/c/d, patch: {}}] | p.yaml: patch 2: 'a/b/c/d' names no objects",
            })
    void shouldSayWhatIsWrongInAFile(String text, String message) {
        assertThatThrownBy(() -> PatchFile.read(text, "p.yaml")).hasMessageStartingWith(message);
    }

    private static Manifest apply(String patch) {
        return new Patches(List.of(Patch.parse("ConfigMap/web:" + patch))).apply(CONFIG);
    }
}
