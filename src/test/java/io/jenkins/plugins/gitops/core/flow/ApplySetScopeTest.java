package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The parent's annotations name every kind and namespace of the members at every moment of a deployment. */
class ApplySetScopeTest {
    private static final int MORE_THAN_THERE_ARE = 40;

    private final Rig rig = new Rig();
    private final List<String> uncovered = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldCoverEveryMemberBeforeAndAfterEveryWrite() {
        rig.sandbox.createNamespace("extra");
        List<Manifest> before = new ArrayList<>(Rig.configMaps("1", "kept"));
        before.addAll(Rig.yaml("{apiVersion: v1, kind: Secret, metadata: {name: old, namespace: extra}}"));
        List<Manifest> after = new ArrayList<>(Rig.configMaps("1", "kept"));
        after.addAll(
                Rig.yaml(
                        "{apiVersion: v1, kind: Service, metadata: {name: new}, spec: {selector: {a: b}, ports: [{port: 80}]}}"));

        watched(before);
        assertThat(parent("contains-group-kinds")).isEqualTo("ConfigMap,Secret");
        assertThat(parent("additional-namespaces")).isEqualTo("extra");
        watched(after);
        assertThat(parent("contains-group-kinds")).isEqualTo("ConfigMap,Service");
        assertThat(parent("additional-namespaces")).isEmpty();

        assertThat(uncovered).isEmpty();
    }

    private void watched(List<Manifest> manifests) {
        for (int n = 1; n <= MORE_THAN_THERE_ARE; n++) {
            rig.sandbox.faults().beforeWrite(n, this::check);
            rig.sandbox.faults().afterWrite(n, this::check);
        }
        rig.deployed(Request.of(manifests));
        rig.sandbox.faults().clear();
    }

    private void check() {
        for (JsonNode object : Json.parse(rig.sandbox.dump())) {
            if (ApplySet.id("webapp", "default").equals(Json.text(object, "metadata", "labels", ApplySet.PART_OF))) {
                String namespace = Json.text(object, "metadata", "namespace");
                boolean kind = names(parent("contains-group-kinds")).contains(Json.text(object, "kind"));
                boolean place = namespace.equals("default")
                        || names(parent("additional-namespaces")).contains(namespace);
                if (!kind || !place) {
                    uncovered.add(Json.text(object, "kind") + "/" + Json.text(object, "metadata", "name"));
                }
            }
        }
    }

    private String parent(String annotation) {
        return rig.configMap("gitops-webapp")
                .map(parent -> Json.text(parent, "metadata", "annotations", "applyset.kubernetes.io/" + annotation))
                .orElse("");
    }

    private static List<String> names(String list) {
        return Arrays.asList(list.split(","));
    }
}
