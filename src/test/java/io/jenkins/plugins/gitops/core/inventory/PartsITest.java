package io.jenkins.plugins.gitops.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limits of a real API server and its etcd are kept. */
class PartsITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    @Test
    void shouldStoreMoreMembersThanOneObjectHolds() {
        String namespace = CONTROL_PLANE.namespace();
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            InventoryStore store = new InventoryStore(cluster);
            Inventory large = Inventory.empty("webapp", "test", namespace)
                    .withMembers(InventoryStoreTest.inventory(40_000, "a").members());

            Inventory saved = store.save(large);

            assertThat(store.load("webapp", "test", namespace)).isEqualTo(saved);
            assertThat(configMaps(namespace)).hasSizeGreaterThan(2);
            store.save(saved.withMembers(List.of()));
            assertThat(configMaps(namespace)).containsExactly("configmap/gitops-webapp");
        }
    }

    @Test
    void shouldStoreASnapshotThatOneSecretCannotHold() {
        String namespace = CONTROL_PLANE.namespace();
        byte[] noise = new byte[2 * 1024 * 1024];
        new Random(1).nextBytes(noise);
        List<Manifest> manifests = ManifestReader.read(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: large}, data: {noise: \""
                        + HexFormat.of().formatHex(noise) + "\"}}",
                "app.yaml");
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            SnapshotStore store = new SnapshotStore(cluster);
            String digest = Digest.of(manifests);

            store.save("webapp", namespace, digest, manifests, FieldRules.NONE);

            assertThat(store.load("webapp", namespace, digest))
                    .extracting(Manifest::json)
                    .isEqualTo(List.of(manifests.get(0).json()));
            store.delete("webapp", namespace, digest);
            assertThat(CONTROL_PLANE.kubectl("get", "secrets", "-n", namespace, "-o", "name"))
                    .isEmpty();
        }
    }

    private static List<String> configMaps(String namespace) {
        return CONTROL_PLANE
                .kubectl("get", "configmaps", "-n", namespace, "-o", "name")
                .lines()
                .filter(name -> name.startsWith("configmap/gitops-"))
                .toList();
    }
}
