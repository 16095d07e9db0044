package io.jenkins.plugins.gitops.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.cluster.Gateways;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Gzip;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.GuardedDigest;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotStoreTest {
    private static final List<Manifest> MANIFESTS = ManifestReader.read("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: ünö}, data: {text: "line\\nline"}}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: key}, stringData: {password: hunter2}}
            """, "app.yaml");

    private final Sandbox sandbox = Sandbox.builder().workloads(false).start();
    private final ClusterGateway gateway = Gateways.open(sandbox.url(), Gateways.ONCE);
    private final SnapshotStore store = new SnapshotStore(gateway);
    private final String digest = digestFor("webapp");
    private final String name = "gitops-webapp-" + digest.substring(7, 23);

    @AfterEach
    void close() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void shouldReadWhatItHasStored() {
        store.save("webapp", "default", digest, MANIFESTS, FieldRules.NONE);

        assertThat(store.load("webapp", "default", digest))
                .extracting(Manifest::json)
                .isEqualTo(MANIFESTS.stream().map(Manifest::json).toList());
    }

    @Test
    void shouldReadNumbersAsTheyWere() {
        List<Manifest> numbers = ManifestReader.read("""
                apiVersion: example.org/v1
                kind: Widget
                metadata: {name: numbers}
                spec: {values: [1, -0, 1.0, 1.10, 0.1, 1e10, 1.5E-7, .5, 100000000000000000000, 12345678901234567890.5, 1e300, 0x1F, 0o17]}
                """, "app.yaml");
        String of = Digest.of(numbers);
        store.save("webapp", "default", of, numbers, FieldRules.NONE);

        assertThat(store.load("webapp", "default", of).get(0).json().toString())
                .isEqualTo(numbers.get(0).json().toString());
    }

    @Test
    void shouldStoreTheSameOnceInASecretThatNobodyReadsByAccident() {
        store.save("webapp", "default", digest, MANIFESTS, FieldRules.NONE);
        store.save("webapp", "default", digest, MANIFESTS, FieldRules.NONE);

        ObjectNode secret = sandbox.get("v1", "Secret", "default", name).get();
        assertThat(secret.path("immutable").asBoolean()).isTrue();
        assertThat(secret.toString()).doesNotContain("hunter2");
    }

    @Test
    void shouldForgetASnapshotOnce() {
        store.save("webapp", "default", digest, MANIFESTS, FieldRules.NONE);

        store.delete("webapp", "default", digest);
        store.delete("webapp", "default", digest);

        assertThatThrownBy(() -> store.load("webapp", "default", digest))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("is no longer stored: Secret " + name + " in default is missing");
    }

    @Test
    void shouldKeepInPartsWhatOneSecretCannotHold() {
        SnapshotStore small = new SnapshotStore(gateway, 100);

        small.save("webapp", "default", digest, MANIFESTS, FieldRules.NONE);

        assertThat(secrets()).hasSizeGreaterThan(2).contains(name).allMatch(secret -> secret.startsWith(name));
        assertThat(small.load("webapp", "default", digest))
                .extracting(Manifest::json)
                .isEqualTo(MANIFESTS.stream().map(Manifest::json).toList());
        small.copy("webapp", "other", "default", digest);
        small.delete("webapp", "default", digest);
        assertThat(secrets()).hasSizeGreaterThan(2).allMatch(secret -> secret.startsWith("gitops-other-"));
        assertThat(small.load("other", "default", digest)).hasSize(2);
    }

    @Test
    void shouldNotTrustASnapshotThatLacksAPart() {
        SnapshotStore small = new SnapshotStore(gateway, 100);
        small.save("webapp", "default", digest, MANIFESTS, FieldRules.NONE);
        String part = secrets().stream()
                .filter(secret -> !secret.equals(name))
                .findFirst()
                .orElseThrow();
        sandbox.delete("v1", "Secret", "default", part);

        assertThatThrownBy(() -> small.load("webapp", "default", digest))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("is not what was stored");
    }

    @Test
    void shouldSweepWhatNoDeploymentRefersTo() {
        SnapshotStore small = new SnapshotStore(gateway, 100);
        small.save("webapp", "default", digest, MANIFESTS, FieldRules.NONE);
        small.save("webapp", "default", Digest.of(MANIFESTS.subList(0, 1)), MANIFESTS.subList(0, 1), FieldRules.NONE);
        String other = digestFor("webapp-2");
        small.save("webapp-2", "default", other, MANIFESTS, FieldRules.NONE);
        sandbox.apply(
                "somebody",
                false,
                Json.parse(
                        "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"mine\",\"namespace\":\"default\",\"labels\":{\"gitops.jenkins.io/app\":\"webapp\"}}}"));

        small.sweep("webapp", "default", Set.of(digest));

        assertThat(small.load("webapp", "default", digest)).hasSize(2);
        assertThat(small.load("webapp-2", "default", other)).hasSize(2);
        assertThat(secrets())
                .contains("mine")
                .allMatch(secret ->
                        secret.startsWith(name) || secret.startsWith("gitops-webapp-2-") || secret.equals("mine"));
    }

    private static String digestFor(String app) {
        return GuardedDigest.of(
                MANIFESTS, SensitiveFields.ofEach(MANIFESTS, FieldRules.NONE), ApplySet.id(app, "default"));
    }

    private List<String> secrets() {
        return gateway
                .list(new ResourceType(new GroupVersionKind("", "v1", "Secret"), "secrets", true), "default", "")
                .items()
                .stream()
                .map(secret -> Json.text(secret, "metadata", "name"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other content", "bm90IGd6aXA=", "W10K", ""})
    void shouldNotTrustWhatWasAltered(String content) {
        String stored = content.equals("other content")
                ? Base64.getEncoder().encodeToString(Gzip.pack("{\"manifest\":{\"kind\":\"Pod\"}}\n"))
                : content;
        gateway.create(new ResourceType(new GroupVersionKind("", "v1", "Secret"), "secrets", true), (ObjectNode)
                Json.parse("""
                        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "%s", "namespace": "default"},
                         "data": {"manifests.jsonl.gz": "%s"}}""".formatted(name, stored)));

        assertThatThrownBy(() -> store.load("webapp", "default", digest))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("Secret " + name + " in default is not what was stored");
    }
}
