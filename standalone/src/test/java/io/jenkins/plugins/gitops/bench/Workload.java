package io.jenkins.plugins.gitops.bench;

import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Small objects of six kinds, in equal parts, that name no namespace. No Pod runs: what is measured is the tools and
 * the API server.
 *
 * @param file where they are written, one YAML document each
 * @param manifests the same, as the engine has them after rendering
 * @param changed how many of them are not as they were first deployed
 */
record Workload(Path file, List<Manifest> manifests, int changed) {
    static final List<ResourceType> TYPES = List.of(
            type("", "ConfigMap", "configmaps"),
            type("", "Service", "services"),
            type("apps", "Deployment", "deployments"),
            type("", "Secret", "secrets"),
            type("", "ServiceAccount", "serviceaccounts"),
            type("rbac.authorization.k8s.io", "Role", "roles"));

    private static final List<String> TEMPLATES = List.of("""
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: bench-%1$d
              labels: {app.kubernetes.io/name: bench-%1$d}
            data:
              mode: "%2$s"
              application.properties: |
                server.port=8080
                log.level=info
            """, """
            apiVersion: v1
            kind: Service
            metadata:
              name: bench-%1$d
              labels: {app.kubernetes.io/name: bench-%1$d}
            spec:
              selector: {app.kubernetes.io/name: bench-%1$d, mode: "%2$s"}
              ports:
              - {name: http, port: 80, targetPort: 8080}
            """, """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: bench-%1$d
              labels: {app.kubernetes.io/name: bench-%1$d}
            spec:
              replicas: 0
              selector:
                matchLabels: {app.kubernetes.io/name: bench-%1$d}
              template:
                metadata:
                  labels: {app.kubernetes.io/name: bench-%1$d}
                spec:
                  containers:
                  - name: web
                    image: registry.example/web:1.0
                    env:
                    - {name: MODE, value: "%2$s"}
                    ports:
                    - {name: http, containerPort: 8080}
                    resources:
                      requests: {cpu: 100m, memory: 64Mi}
            """, """
            apiVersion: v1
            kind: Secret
            metadata:
              name: bench-%1$d
              labels: {app.kubernetes.io/name: bench-%1$d}
            type: Opaque
            stringData:
              password: "secret %2$s"
            """, """
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: bench-%1$d
              labels: {app.kubernetes.io/name: bench-%1$d}
              annotations: {example.org/mode: "%2$s"}
            """, """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: bench-%1$d
              labels: {app.kubernetes.io/name: bench-%1$d}
            rules:
            - apiGroups: [""]
              resources: [configmaps]
              resourceNames: ["mode-%2$s"]
              verbs: [get]
            """);

    /**
     * @param count how many objects
     * @param changed how many of them have {@code mode} as their mode, the others have their first
     */
    static Workload write(Path directory, int count, int changed, String mode) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("---\n").append(TEMPLATES.get(i % TEMPLATES.size()).formatted(i, i < changed ? mode : "first"));
        }
        Path file = directory.resolve("objects-" + count + "-" + changed + "-" + mode + ".yaml");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read(file, changed);
    }

    static Workload read(Path file, int changed) {
        try {
            return new Workload(file, ManifestReader.read(Files.readAllBytes(file), file.toString()), changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResourceType type(String group, String kind, String plural) {
        return new ResourceType(new GroupVersionKind(group, "v1", kind), plural, true);
    }
}
