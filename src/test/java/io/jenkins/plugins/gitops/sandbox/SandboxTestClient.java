package io.jenkins.plugins.gitops.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.KubeconfigClient.Response;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Yaml;

/** Requests of the sandbox's own tests, in the namespace {@code default}. */
final class SandboxTestClient {

    static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    private final KubeconfigClient http;

    SandboxTestClient(Sandbox sandbox) {
        this(sandbox.kubeconfig());
    }

    SandboxTestClient(String kubeconfig) {
        http = KubeconfigClient.of(kubeconfig);
    }

    Response get(String path) {
        return http.get(path);
    }

    Response post(String path, String body) {
        return http.send("POST", path, "application/json", body);
    }

    Response put(String path, JsonNode body) {
        return http.send("PUT", path, "application/json", Json.write(body));
    }

    Response delete(String path, String body) {
        return http.send("DELETE", path, "application/json", body);
    }

    Response merge(String path, String body) {
        return http.send("PATCH", path, "application/merge-patch+json", body);
    }

    Response apply(String path, String body) {
        return http.send("PATCH", path, "application/apply-patch+yaml", body);
    }

    /** Applies a ConfigMap with this data, given as flow YAML. */
    Response applyConfigMap(String name, String manager, String data) {
        return apply(CONFIG_MAPS + "/" + name + "?fieldManager=" + manager, configMap(name, data));
    }

    Response createConfigMap(String name) {
        return post(CONFIG_MAPS, Json.write(Yaml.parse(configMap(name, "{k: v}"), true)));
    }

    static String configMap(String name, String data) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: " + data + "}";
    }

    static String deployment(String name, int replicas, String behaviour) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s, namespace: default}
            spec:
              replicas: %2$d
              selector: {matchLabels: {app: %1$s}}
              template:
                metadata: {labels: {app: %1$s}, annotations: {gitops.test/behaviour: "%3$s"}}
                spec: {containers: [{name: c, image: "image:1"}]}
            """.formatted(name, replicas, behaviour);
    }
}
