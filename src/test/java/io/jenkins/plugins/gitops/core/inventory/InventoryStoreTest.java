package io.jenkins.plugins.gitops.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.cluster.Gateways;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.flow.DyingGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inventories that are too large for one object. */
class InventoryStoreTest {
    private static final int LIMIT = 8_000;
    /** Enough to be compressed and to fill several parts of that size. */
    private static final int MANY = 600;

    private final Sandbox sandbox = Sandbox.builder().workloads(false).start();
    private final ClusterGateway gateway = Gateways.open(sandbox.url(), Gateways.ONCE);

    @AfterEach
    void close() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void shouldKeepTenThousandMembersInOneObject() {
        InventoryStore store = new InventoryStore(gateway);
        Inventory saved = store.save(inventory(10_000, "a"));

        assertThat(store.load("webapp", "test", "default")).isEqualTo(saved);
        assertThat(configMaps()).containsExactly("gitops-webapp");
    }

    @Test
    void shouldCutWhatIsTooLargeAndStayAParentThatKubectlReads() {
        InventoryStore store = new InventoryStore(gateway);
        Inventory saved = store.save(inventory(30_000, "a"));

        assertThat(store.load("webapp", "test", "default")).isEqualTo(saved);
        assertThat(configMaps()).hasSizeGreaterThan(2);
        ObjectNode parent =
                sandbox.get("v1", "ConfigMap", "default", "gitops-webapp").get();
        assertThat(Json.text(parent, "metadata", "labels", ApplySet.ID)).isEqualTo(saved.id());
        assertThat(Json.text(parent, "metadata", "annotations", ApplySet.GROUP_KINDS))
                .isEqualTo("ConfigMap");
        assertThat(parent.toString().length()).isLessThan(10_000);
        store.save(saved.withMembers(List.of()));
        assertThat(configMaps()).containsExactly("gitops-webapp");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeReadableAfterAKillAtAnyWrite(boolean executed) {
        InventoryStore store = new InventoryStore(gateway, LIMIT);
        Inventory old = store.save(inventory(MANY, "old"));
        int at = 0;
        for (boolean finished = false; !finished; ) {
            Inventory next = old.withMembers(inventory(MANY, "new-" + ++at).members());
            DyingGateway dying = new DyingGateway(gateway, at, executed);
            try {
                new InventoryStore(dying, LIMIT).save(next);
                finished = true;
            } catch (ClusterException e) {
                assertThat(e).hasMessageContaining("killed by the test");
            }
            old = store.load("webapp", "test", "default");
            assertThat(List.of(names(old.members()).get(0)))
                    .as("killed at write %d", at)
                    .containsAnyOf("old-0", "new-" + at + "-0", "new-" + (at - 1) + "-0");
            assertThat(old.members()).hasSize(MANY);
            assertThat(old.stored().inParts()).isTrue();
        }
        assertThat(at).as("writes that were cut").isGreaterThan(5);
        Inventory last = store.save(old);
        assertThat(configMaps())
                .as("nothing is left of those that died")
                .hasSize(1
                        + sandbox.get("v1", "ConfigMap", "default", "gitops-webapp")
                                .map(parent -> Json.text(parent, "metadata", "annotations", Annotations.PARTS))
                                .get()
                                .split(",")
                                .length);
        assertThat(store.load("webapp", "test", "default")).isEqualTo(last);
    }

    @Test
    void shouldSayThatAPartIsMissing() {
        InventoryStore store = new InventoryStore(gateway, LIMIT);
        store.save(inventory(MANY, "a"));
        sandbox.delete("v1", "ConfigMap", "default", configMaps().get(1));

        assertThatThrownBy(() -> store.load("webapp", "test", "default"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("inventory ConfigMap gitops-webapp cannot be read (parts: one is missing");
    }

    @Test
    void shouldLookAgainWhenSomebodySavesBetweenTheReadingOfParentAndParts() {
        InventoryStore store = new InventoryStore(gateway, LIMIT);
        Inventory first = store.save(inventory(MANY, "a"));
        List<Inventory> saved = new ArrayList<>();
        ClusterGateway slow = new DyingGateway(gateway, Integer.MAX_VALUE, false) {
            @Override
            public Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
                if (!name.equals("gitops-webapp") && saved.isEmpty()) {
                    saved.add(store.save(first.withMembers(inventory(MANY, "b").members())));
                }
                return super.get(type, namespace, name);
            }
        };

        assertThat(new InventoryStore(slow, LIMIT).load("webapp", "test", "default"))
                .isEqualTo(saved.get(0));
    }

    private List<String> configMaps() {
        return gateway.list(InventoryStore.CONFIG_MAPS, "default", "").items().stream()
                .map(map -> Json.text(map, "metadata", "name"))
                .filter(name -> !name.equals("kube-root-ca.crt"))
                .toList();
    }

    private static List<String> names(List<Member> members) {
        return members.stream().map(member -> member.key().name()).toList();
    }

    /** Members as real ones are: their UIDs and seals do not compress. */
    static Inventory inventory(int size, String prefix) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String uid = UUID.nameUUIDFromBytes((prefix + i).getBytes()).toString();
            String seal = UUID.nameUUIDFromBytes(uid.getBytes()).toString().substring(0, 22);
            members.add(new Member(new ResourceKey("", "ConfigMap", "default", prefix + "-" + i), "v1", uid, seal));
        }
        return Inventory.empty("webapp", "test", "default").withMembers(members);
    }
}
