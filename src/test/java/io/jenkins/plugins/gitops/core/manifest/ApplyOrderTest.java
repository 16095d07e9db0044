package io.jenkins.plugins.gitops.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyOrderTest {
    private static final List<String> ORDERED = List.of(
            "apiextensions.k8s.io/v1 CustomResourceDefinition - widgets.example.org",
            "v1 Namespace - a",
            "v1 Namespace - b",
            "rbac.authorization.k8s.io/v1 ClusterRole - reader",
            "rbac.authorization.k8s.io/v1 ClusterRoleBinding - reader",
            "storage.k8s.io/v1 StorageClass - fast",
            "v1 ResourceQuota a quota",
            "v1 ServiceAccount a web",
            "rbac.authorization.k8s.io/v1 Role a web",
            "rbac.authorization.k8s.io/v1 RoleBinding a web",
            "v1 ConfigMap a web",
            "v1 ConfigMap b app",
            "v1 Secret a web",
            "v1 PersistentVolumeClaim a data",
            "v1 Service a web",
            "apps/v1 Deployment a api",
            "apps/v1 Deployment a web",
            "batch/v1 CronJob a clean",
            "autoscaling/v2 HorizontalPodAutoscaler a web",
            "policy/v1 PodDisruptionBudget a web",
            "networking.k8s.io/v1 Ingress a web",
            "example.org/v1 Widget a w",
            "serving.knative.dev/v1 Service a web",
            "apiregistration.k8s.io/v1 APIService - v1.metrics",
            "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration - m",
            "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration - v");

    @Test
    void shouldOrderWhateverTheInputOrder() {
        List<Manifest> shuffled =
                new ArrayList<>(ORDERED.stream().map(ApplyOrderTest::manifest).toList());
        Collections.shuffle(shuffled, new Random(42));

        assertThat(shuffled.stream().sorted(ApplyOrder.comparator()).map(ApplyOrderTest::line))
                .containsExactlyElementsOf(ORDERED);
    }

    @ParameterizedTest
    @CsvSource({
        "apiextensions.k8s.io/v1, CustomResourceDefinition, 0",
        "v1, Namespace, 0",
        "rbac.authorization.k8s.io/v1, ClusterRole, 1",
        "scheduling.k8s.io/v1, PriorityClass, 1",
        "gateway.networking.k8s.io/v1, GatewayClass, 1",
        "apps/v1, Deployment, 2",
        "example.org/v1, Namespace, 2",
        "apiregistration.k8s.io/v1, APIService, 2",
        "admissionregistration.k8s.io/v1, MutatingWebhookConfiguration, 3",
        "admissionregistration.k8s.io/v1, ValidatingWebhookConfiguration, 3"
    })
    void shouldKnowStage(String apiVersion, String kind, int stage) {
        assertThat(ApplyOrder.stage(GroupVersionKind.of(apiVersion, kind))).isEqualTo(stage);
    }

    @Test
    void shouldOrderByWaveWithinAStage() {
        List<String> ordered = List.of(
                "v1 Namespace - late 5",
                "rbac.authorization.k8s.io/v1 ClusterRole - reader 3",
                "apps/v1 Deployment a first -2",
                "v1 ConfigMap a middle 0",
                "apps/v1 Deployment a middle 0",
                "v1 ConfigMap a last 1",
                "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration - m -9");
        List<Manifest> shuffled =
                new ArrayList<>(ordered.stream().map(ApplyOrderTest::waved).toList());
        Collections.shuffle(shuffled, new Random(42));

        assertThat(shuffled.stream()
                        .sorted(ApplyOrder.comparator())
                        .map(manifest -> line(manifest) + " " + Wave.of(manifest.json())))
                .containsExactlyElementsOf(ordered);
    }

    @Test
    void shouldPruneInReverseWithNamespacesLast() {
        List<String> ordered = List.of(
                "example.org/v1 Widget a w",
                "apps/v1 Deployment a web",
                "v1 ConfigMap a web",
                "apiextensions.k8s.io/v1 CustomResourceDefinition - widgets.example.org",
                "v1 Namespace - a");
        List<Manifest> shuffled =
                new ArrayList<>(ordered.stream().map(ApplyOrderTest::manifest).toList());
        Collections.shuffle(shuffled, new Random(42));

        assertThat(shuffled.stream().sorted(ApplyOrder.pruning()).map(ApplyOrderTest::line))
                .containsExactlyElementsOf(ordered);
    }

    private static Manifest waved(String line) {
        Manifest manifest = manifest(line);
        manifest.json().withObject("/metadata/annotations").put(Wave.ANNOTATION, line.split(" ")[4]);
        return manifest;
    }

    private static Manifest manifest(String line) {
        String[] words = line.split(" ");
        String namespace = words[2].equals("-") ? "" : ", namespace: " + words[2];
        String text =
                "{apiVersion: %s, kind: %s, metadata: {name: %s%s}}".formatted(words[0], words[1], words[3], namespace);
        return ManifestReader.read(text, "x.yaml").get(0);
    }

    private static String line(Manifest manifest) {
        String namespace = manifest.namespace().isEmpty() ? "-" : manifest.namespace();
        return manifest.type() + " " + namespace + " " + manifest.name();
    }
}
