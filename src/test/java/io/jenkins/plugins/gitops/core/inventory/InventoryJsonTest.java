package io.jenkins.plugins.gitops.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryJsonTest {
    @Test
    void shouldReadWhatItHasWritten() {
        Inventory inventory = inventory(3);

        assertThat(InventoryJson.read(InventoryJson.write(inventory))).isEqualTo(inventory);
    }

    @Test
    void shouldBeAParentThatKubectlAccepts() {
        ObjectNode configMap = InventoryJson.write(inventory(3));

        assertThat(Json.text(configMap, "metadata", "labels", "applyset.kubernetes.io/id"))
                .isEqualTo(ApplySet.id("webapp", "prod"));
        assertThat(Json.text(configMap, "metadata", "annotations", "applyset.kubernetes.io/tooling"))
                .matches("[^/]+/[^/]+");
        assertThat(Json.text(configMap, "metadata", "annotations", "applyset.kubernetes.io/contains-group-kinds"))
                .isEqualTo("ConfigMap,Deployment.apps,Namespace");
        assertThat(Json.text(configMap, "metadata", "annotations", "applyset.kubernetes.io/additional-namespaces"))
                .isEqualTo("another");
    }

    @Test
    void shouldCompressWhatIsLarge() {
        Inventory inventory = inventory(20_000);

        ObjectNode configMap = InventoryJson.write(inventory);

        assertThat(configMap.path("data").has("members.json")).isFalse();
        assertThat(configMap.toString().length()).isLessThan(1024 * 1024);
        assertThat(InventoryJson.read(configMap)).isEqualTo(inventory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data       | members.json    | {                              | cannot be read (members.json",
                "data       | history.json    | {'format': 1, 'deployments': [{}]} | cannot be read (history.json",
                "data       | members.json    | {'format': 2, 'members': []}   | has format 2, which this version does not know",
                "data       | members.json    | []                             | has format none",
                "binaryData | members.json.gz | !not base64                    | cannot be read (members.json",
                "binaryData | members.json.gz | QUJD                           | cannot be read (members.json"
            })
    void shouldSayThatItWasChangedByHand(String part, String name, String text, String message) {
        ObjectNode configMap = InventoryJson.write(inventory(3));
        configMap.withObject("/" + part).put(name, text.replace('\'', '"'));

        assertThatThrownBy(() -> InventoryJson.read(configMap))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("inventory ConfigMap gitops-webapp")
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseAForeignConfigMapOfThatName() {
        ObjectNode foreign = (ObjectNode) Json.parse("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "gitops-webapp", "namespace": "prod"}}""");

        assertThatThrownBy(() -> InventoryJson.read(foreign))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("ConfigMap gitops-webapp in prod is not an inventory of ours");
    }

    @Test
    void shouldLeaveAnInventoryAloneThatAnotherToolHasTakenOver() {
        ObjectNode configMap = InventoryJson.write(inventory(3));
        configMap.withObject("/metadata/annotations").put(ApplySet.TOOLING, "kubectl/v1.36");

        assertThatThrownBy(() -> InventoryJson.read(configMap))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("gitops-webapp in prod is managed by another tool by now")
                .hasMessageContaining("tooling=kubectl/v1.36");
    }

    @Test
    void shouldRememberTenDeploymentsAndReplaceTheLineOfTheSameId() {
        Inventory inventory = Inventory.empty("webapp", "test", "prod");
        for (int i = 0; i < 12; i++) {
            inventory = inventory.with(deployment("id-" + i, "applied"));
        }
        inventory = inventory.with(deployment("id-11", "verified"));

        assertThat(inventory.history()).extracting(Deployment::id).hasSize(10).startsWith("id-11", "id-10");
        assertThat(inventory.current().get().state()).isEqualTo("verified");
        assertThat(inventory.with(deployment("id-12", "failed")).current().get().id())
                .isEqualTo("id-11");
    }

    @Test
    void shouldKeepWhatIsKnownOfAMemberInAUnion() {
        Member known = new Member(new ResourceKey("", "ConfigMap", "prod", "a"), "v1", "uid-a");
        Inventory inventory = Inventory.empty("webapp", "test", "prod").withMembers(List.of(known));

        Member unknown = new Member(known.key(), "v1", "");
        assertThat(inventory.union(List.of(unknown)).members()).containsExactly(known);
        Member anew = new Member(known.key(), "v1", "uid-b");
        assertThat(inventory.union(List.of(anew)).members()).containsExactly(anew);
    }

    private static Inventory inventory(int maps) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < maps; i++) {
            members.add(new Member(new ResourceKey("", "ConfigMap", "prod", "map-" + i), "v1", "uid-" + i));
        }
        members.add(new Member(new ResourceKey("", "Namespace", "", "another"), "v1", ""));
        members.add(new Member(new ResourceKey("apps", "Deployment", "another", "web"), "v1", "uid"));
        return new Inventory(
                "webapp",
                "live \"one\"",
                "prod",
                members,
                List.of(deployment("20261122-100000-0000c25e", "applied")),
                new Inventory.Stored("live \"one\"", "42", false),
                Optional.empty());
    }

    private static Deployment deployment(String id, String state) {
        return new Deployment(
                id,
                "deploy",
                state,
                "a".repeat(40),
                "Ünïcode \"subject\"",
                "sha256:0",
                "3 created",
                "me",
                "",
                Instant.parse("2026-11-22T10:00:00Z"),
                "0123456789abcdef:sha256:1");
    }
}
