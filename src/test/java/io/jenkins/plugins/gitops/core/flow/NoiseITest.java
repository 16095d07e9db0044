package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.Planner;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What servers and controllers add to objects, and what people write for nothing, is no change on a real API server. */
class NoiseITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private static final List<String> EXPORT = List.of(
            "configmap/settings",
            "secret/login",
            "serviceaccount/runner",
            "service/web",
            "service/outside",
            "persistentvolumeclaim/disk",
            "deployment/web",
            "role/nothing",
            "networkpolicy/all",
            "horizontalpodautoscaler/web");

    @Test
    void shouldFindNothingToDoTheSecondTime() {
        String namespace = CONTROL_PLANE.namespace();
        try {
            deploy(namespace, manifests(namespace));
            inject(namespace);

            assertThat(differences(namespace, manifests(namespace))).isEmpty();
        } finally {
            CONTROL_PLANE.kubectl("delete", "clusterrole/" + namespace, "--ignore-not-found");
            CONTROL_PLANE.kubectl("delete", "validatingwebhookconfiguration/" + namespace, "--ignore-not-found");
        }
    }

    @Test
    void shouldFindNothingToDoWithWhatKubectlHasExported() {
        String namespace = CONTROL_PLANE.namespace();
        List<Manifest> named = manifests(namespace).stream()
                .filter(manifest -> !manifest.name().equals(namespace))
                .toList();
        deploy(namespace, named);
        List<String> command = new ArrayList<>(List.of("get", "-o", "yaml", "-n", namespace));
        command.addAll(EXPORT);
        List<Manifest> exported =
                ManifestReader.read(CONTROL_PLANE.kubectl(command.toArray(String[]::new)), "exported.yaml");

        deploy(namespace, exported);

        assertThat(exported).hasSameSizeAs(named);
        assertThat(differences(namespace, exported)).isEmpty();
    }

    /** The changes that the server itself predicts, without the seals of the deployment before. */
    private static List<String> differences(String namespace, List<Manifest> manifests) {
        try (ClusterGateway gateway = CONTROL_PLANE.gateway()) {
            Inventory inventory = new InventoryStore(gateway).load("webapp", "it", namespace);
            Inventory unsealed = inventory.withMembers(inventory.members().stream()
                    .map(member -> new Member(member.key(), member.version(), member.uid()))
                    .toList());
            DesiredSet desired = DesiredSet.prepare(gateway, "webapp", namespace, manifests, FieldRules.NONE);
            Plan plan = new Planner(gateway, PlanOptions.standard()).plan(unsealed, desired);
            return plan.changes().stream()
                    .filter(change -> change.action() != Action.UNCHANGED)
                    .map(change -> change.key() + ": " + change.reason() + " " + change.fields())
                    .toList();
        }
    }

    /** What controllers of other people do. */
    private static void inject(String namespace) {
        CONTROL_PLANE.kubectl(
                "patch",
                "validatingwebhookconfiguration/" + namespace,
                "--type=json",
                "-p",
                "[{\"op\":\"add\",\"path\":\"/webhooks/0/clientConfig/caBundle\",\"value\":\"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K\"}]");
        CONTROL_PLANE.kubectl(
                "patch", "serviceaccount/runner", "-n", namespace, "-p", "{\"secrets\":[{\"name\":\"runner-token\"}]}");
        CONTROL_PLANE.kubectl("annotate", "deployment/web", "-n", namespace, "deployment.kubernetes.io/touched=yes");
    }

    private static void deploy(String namespace, List<Manifest> manifests) {
        try (ClusterGateway gateway = CONTROL_PLANE.gateway()) {
            DeploymentRecord record = new Deploy(
                            gateway, RecordStore.none(), Optional.empty(), Clock.systemUTC(), Progress.silent())
                    .run(DeployRequest.to(new Target("webapp", "it", namespace))
                            .of(manifests, Optional.empty(), Map.of())
                            .by("test", "")
                            .build());
            assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        }
    }

    private static List<Manifest> manifests(String unique) {
        return ManifestReader.read("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, creationTimestamp: null, annotations: {}}, data: {}}
                - {apiVersion: v1, kind: Secret, metadata: {name: login}, type: Opaque, data: {raw: "YWJj\\n"}, stringData: {text: secret-text}}
                - {apiVersion: v1, kind: ServiceAccount, metadata: {name: runner}}
                - {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}, status: {loadBalancer: {}}}
                - {apiVersion: v1, kind: Service, metadata: {name: outside}, spec: {type: NodePort, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}}
                - apiVersion: v1
                  kind: PersistentVolumeClaim
                  metadata: {name: disk}
                  spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: web, creationTimestamp: null, labels: {}}
                  spec:
                    replicas: 0
                    strategy: {}
                    selector: {matchLabels: {app: web}}
                    template:
                      metadata: {creationTimestamp: null, labels: {app: web}, annotations: {}}
                      spec:
                        securityContext: {}
                        volumes: []
                        containers:
                        - {name: web, image: "web:1", env: [], resources: {limits: {cpu: 1000m, memory: 1024Mi}}, ports: [{containerPort: 8080}]}
                - {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: nothing}, rules: []}
                - {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: all}, spec: {podSelector: {}, policyTypes: [Ingress], ingress: [{}]}}
                - apiVersion: autoscaling/v2
                  kind: HorizontalPodAutoscaler
                  metadata: {name: web}
                  spec:
                    scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                    maxReplicas: 3
                    metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
                - apiVersion: rbac.authorization.k8s.io/v1
                  kind: ClusterRole
                  metadata: {name: %1$s}
                  aggregationRule: {clusterRoleSelectors: [{matchLabels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}}]}
                - apiVersion: admissionregistration.k8s.io/v1
                  kind: ValidatingWebhookConfiguration
                  metadata: {name: %1$s}
                  webhooks:
                  - name: nothing.example.org
                    clientConfig: {service: {name: nowhere, namespace: default}}
                    rules: [{apiGroups: [nowhere.example.org], apiVersions: [v1], operations: [CREATE], resources: [things]}]
                    admissionReviewVersions: [v1]
                    sideEffects: None
                    failurePolicy: Ignore
                """.formatted(unique), "noise.yaml");
    }
}
