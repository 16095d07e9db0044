package io.jenkins.plugins.gitops.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.api.Yaml;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sandbox's controllers and kubelet make of workloads. */
class SandboxWorkloadsTest {

    private final Sandbox sandbox =
            Sandbox.builder().delay(Duration.ofMillis(20)).start();
    private final SandboxTestClient client = new SandboxTestClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aDeploymentBecomesAvailableAndRollsOverToAnotherImage() {
        apply(SandboxTestClient.deployment("web", 3, ""));
        Sandbox.await(
                () -> condition("Deployment", "web", "Progressing", "reason").equals("NewReplicaSetAvailable"));
        JsonNode status = object("apps/v1", "Deployment", "web").path("status");
        assertEquals(3, status.path("availableReplicas").asInt());
        assertEquals(1, status.path("observedGeneration").asInt());
        apply(SandboxTestClient.deployment("web", 3, "").replace("image:1", "image:2"));
        Sandbox.await(() -> {
            ObjectNode now = object("apps/v1", "Deployment", "web");
            return Json.at(now, "status", "observedGeneration").asInt() == 2
                    && Json.at(now, "status", "updatedReplicas").asInt() == 3
                    && Json.at(now, "status", "replicas").asInt() == 3
                    && Json.at(now, "status", "availableReplicas").asInt() == 3;
        });
        assertEquals(
                2,
                client.get("/apis/apps/v1/namespaces/default/replicasets")
                        .body()
                        .path("items")
                        .size());
        assertEquals(2, Meta.generation(object("apps/v1", "Deployment", "web")));
    }

    @ParameterizedTest
    @CsvSource({
        "crash, CrashLoopBackOff",
        "image-pull, ImagePullBackOff",
        "pending, ContainerCreating",
    })
    void aPodFailsAsItIsTold(String behaviour, String reason) {
        apply(SandboxTestClient.deployment("web", 1, behaviour));
        Sandbox.await(() ->
                firstPod().path("containerStatuses").findValuesAsText("reason").contains(reason));
        assertEquals("False", condition("Deployment", "web", "Available", "status"));
    }

    @Test
    void anImageThatCannotBePulledHasEvents() {
        apply(SandboxTestClient.deployment("web", 1, "image-pull"));
        Sandbox.await(() -> client.get("/api/v1/namespaces/default/events?fieldSelector=reason%3DFailed")
                .text()
                .contains("Failed to pull image \\\"image:1\\\""));
    }

    @Test
    void aDeploymentThatDoesNotGetThereMissesItsDeadline() {
        apply(SandboxTestClient.deployment("web", 1, "unready")
                .replace("spec:\n  replicas", "spec:\n  progressDeadlineSeconds: 1\n  replicas"));
        Sandbox.await(
                () -> condition("Deployment", "web", "Progressing", "reason").equals("ProgressDeadlineExceeded"));
    }

    @Test
    void aStatefulSetGetsNumberedPodsAndClaims() {
        apply("""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: default}
            spec:
              replicas: 2
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {containers: [{name: c, image: x}]}
              volumeClaimTemplates:
              - {metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
            """);
        Sandbox.await(() -> Json.at(object("apps/v1", "StatefulSet", "db"), "status", "readyReplicas")
                        .asInt()
                == 2);
        Sandbox.await(() -> Json.text(object("v1", "PersistentVolumeClaim", "data-db-1"), "status", "phase")
                .equals("Bound"));
        assertTrue(sandbox.get("v1", "Pod", "default", "db-1").isPresent());
    }

    @ParameterizedTest
    @CsvSource({"'', Complete", "crash, Failed"})
    void aJobEnds(String behaviour, String condition) {
        apply("""
            apiVersion: batch/v1
            kind: Job
            metadata: {name: once, namespace: default}
            spec:
              template:
                metadata: {annotations: {gitops.test/behaviour: "%s"}}
                spec: {restartPolicy: Never, containers: [{name: c, image: x}]}
            """.formatted(behaviour));
        Sandbox.await(() -> condition("Job", "once", condition, "status").equals("True"));
    }

    @Test
    void podsGoWithTheirDeployment() {
        apply(SandboxTestClient.deployment("web", 2, ""));
        Sandbox.await(
                () -> condition("Deployment", "web", "Available", "status").equals("True"));
        client.delete("/apis/apps/v1/namespaces/default/deployments/web", null);
        Sandbox.await(() -> client.get("/api/v1/namespaces/default/pods")
                .body()
                .path("items")
                .isEmpty());
    }

    @Test
    void logsAreWhatTheTestSays() {
        apply(SandboxTestClient.deployment("web", 1, ""));
        Sandbox.await(() -> !client.get("/api/v1/namespaces/default/pods")
                .body()
                .path("items")
                .isEmpty());
        String pod = Meta.name(client.get("/api/v1/namespaces/default/pods")
                .body()
                .path("items")
                .path(0));
        sandbox.podLog("default", pod, "out of memory\n");
        assertEquals(
                "out of memory\n",
                client.get("/api/v1/namespaces/default/pods/" + pod + "/log").text());
    }

    private void apply(String yaml) {
        sandbox.apply("gitops", true, Yaml.parse(yaml, true));
    }

    private ObjectNode object(String apiVersion, String kind, String name) {
        return sandbox.get(apiVersion, kind, "default", name).orElseGet(Json::object);
    }

    private JsonNode firstPod() {
        return client.get("/api/v1/namespaces/default/pods")
                .body()
                .path("items")
                .path(0)
                .path("status");
    }

    private String condition(String kind, String name, String type, String field) {
        ObjectNode object = object(kind.equals("Job") ? "batch/v1" : "apps/v1", kind, name);
        for (JsonNode condition : Json.at(object, "status", "conditions")) {
            if (Json.text(condition, "type").equals(type)) {
                return Json.text(condition, field);
            }
        }
        return "";
    }
}
