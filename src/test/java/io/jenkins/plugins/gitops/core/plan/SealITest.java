package io.jenkins.plugins.gitops.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.flow.Deploy;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever somebody does to a deployed object of a real API server, a plan that trusts the seals is the plan that asks
 * the server about everything; and where nothing of ours was touched, it asks nothing.
 */
class SealITest {
    @RegisterExtension
    static final ControlPlane cluster = ControlPlane.shared();

    private static final Path SOURCE = Path.of("examples", "webapp", "deploy");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                    | 0 | version
            a label of somebody else   | 0 | label deployment/webapp somebody=else
            scale                      | 1 | scale deployment/webapp --replicas=7
            set image                  | 1 | set image deployment/webapp webapp=mywebapp:other
            our field removed          | 1 | patch deployment/webapp --type=json -p [{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]
            our value changed          | 1 | patch service/webapp --type=merge -p {"metadata":{"labels":{"app.kubernetes.io/name":"other"}}}
            our label removed          | 1 | patch service/webapp --type=json -p [{"op":"remove","path":"/metadata/labels/app.kubernetes.io~1name"}]
            managed fields cleared     | 1 | patch deployment/webapp --type=merge -p {"metadata":{"managedFields":[{}]}}
            somebody declares the same | 0 | apply --server-side --field-manager=other -f examples/webapp/deploy/service.yaml
            deleted                    | 1 | delete service/webapp
            a secret value changed     | 1 | patch secret/webapp --type=merge -p {"data":{"password":"b3RoZXI="}}
            a secret value removed     | 1 | patch secret/webapp --type=json -p [{"op":"remove","path":"/data/token"}]
            a secret value of others   | 0 | patch secret/webapp --type=merge -p {"data":{"somebodys":"b3RoZXI="}}
            """)
    void shouldPlanAsIfTheServerHadBeenAsked(String what, int asked, String kubectl) {
        String namespace = cluster.namespace();
        deploy(namespace);
        List<String> command = new ArrayList<>(List.of(kubectl.split(" ")));
        command.addAll(List.of("-n", namespace));
        cluster.kubectl(command.toArray(String[]::new));

        AtomicInteger dryRuns = new AtomicInteger();
        try (ClusterGateway gateway = counting(cluster.gateway(), dryRuns)) {
            Inventory inventory = new InventoryStore(gateway).load("webapp", "it", namespace);
            assertThat(inventory.members()).hasSize(3).extracting(Member::seal).doesNotContain("");
            DesiredSet desired = DesiredSet.prepare(gateway, "webapp", namespace, manifests(), FieldRules.NONE);
            Planner planner = new Planner(gateway, PlanOptions.standard().withForce(true));

            Plan trusting = planner.plan(inventory, desired);
            assertThat(dryRuns.get()).isEqualTo(asked);
            Plan asking = planner.plan(unsealed(inventory), desired);

            assertThat(dryRuns.get()).isEqualTo(asked + desired.objects().size());
            assertThat(trusting.summary()).isEqualTo(asking.summary());
            assertThat(trusting.digest()).isEqualTo(asking.digest());
        }
    }

    private static void deploy(String namespace) {
        try (ClusterGateway gateway = cluster.gateway()) {
            DeploymentRecord record = new Deploy(
                            gateway, RecordStore.none(), Optional.empty(), Clock.systemUTC(), Progress.silent())
                    .run(DeployRequest.to(new Target("webapp", "it", namespace))
                            .of(manifests(), Optional.empty(), Map.of())
                            .by("test", "")
                            .build());
            assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        }
    }

    private static List<Manifest> manifests() {
        List<Manifest> manifests = new ArrayList<>(ManifestReader.read("""
                {apiVersion: v1, kind: Secret, metadata: {name: webapp}, data: {token: aHVudGVyMg==}, stringData: {password: hunter2}}
                """, "secret.yaml"));
        for (String file : List.of("deployment.yaml", "service.yaml")) {
            try {
                manifests.addAll(ManifestReader.read(Files.readString(SOURCE.resolve(file)), file));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return manifests;
    }

    private static Inventory unsealed(Inventory inventory) {
        return inventory.withMembers(inventory.members().stream()
                .map(member -> new Member(member.key(), member.version(), member.uid()))
                .toList());
    }

    private static ClusterGateway counting(ClusterGateway gateway, AtomicInteger dryRuns) {
        return (ClusterGateway) Proxy.newProxyInstance(
                SealITest.class.getClassLoader(), new Class<?>[] {ClusterGateway.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("apply") && ((ApplyOptions) arguments[2]).dryRun()) {
                        dryRuns.incrementAndGet();
                    }
                    try {
                        return method.invoke(gateway, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
