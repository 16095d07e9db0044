package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.cluster.Gateways;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A sandbox and deployments to it, each over a connection of its own, as if each were a program of its own. */
final class Rig implements AutoCloseable {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    final Sandbox sandbox;
    final MemoryRecords records = new MemoryRecords();
    final Lines lines = new Lines();
    private Optional<GitRepository> git = Optional.empty();

    /** @return what a file of the test's resources declares */
    static List<Manifest> file(String path) {
        try (InputStream in = Rig.class.getResourceAsStream(path)) {
            return ManifestReader.read(in.readAllBytes(), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Manifest> yaml(String text) {
        return ManifestReader.read(text, "app.yaml");
    }

    /** @return ConfigMaps with one key, {@code value} */
    static List<Manifest> configMaps(String value, String... names) {
        List<Manifest> manifests = new ArrayList<>();
        Arrays.stream(names)
                .forEach(name -> manifests.addAll(
                        yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {key: \"%s\"}}"
                                .formatted(name, value))));
        return manifests;
    }

    Rig() {
        this(Duration.ofMillis(1));
    }

    /** @param delay how long the server's controllers take, also to establish definitions */
    Rig(Duration delay) {
        sandbox = Sandbox.builder().workloads(false).delay(delay).start();
    }

    Rig with(GitRepository repository) {
        git = Optional.of(repository);
        return this;
    }

    <T> T cluster(Function<ClusterGateway, T> work) {
        try (ClusterGateway cluster = Gateways.open(sandbox.url(), Gateways.ONCE)) {
            return work.apply(cluster);
        }
    }

    DeploymentRecord deploy(Request request) {
        return cluster(cluster -> deploy(cluster).run(request.build()));
    }

    /** Deploys and insists that it works. */
    DeploymentRecord deployed(Request request) {
        DeploymentRecord record = deploy(request);
        if (record.state() != DeploymentRecord.State.APPLIED) {
            throw new AssertionError("the deployment failed: " + record.message());
        }
        return record;
    }

    Deploy deploy(ClusterGateway cluster) {
        return new Deploy(cluster, records, git, CLOCK, lines);
    }

    Inventory inventory() {
        return cluster(cluster -> new InventoryStore(cluster).load("webapp", "test", "default"));
    }

    List<String> members() {
        return inventory().members().stream()
                .map(member -> member.key().shortName())
                .toList();
    }

    Optional<ObjectNode> configMap(String name) {
        return sandbox.get("v1", "ConfigMap", "default", name);
    }

    /** Somebody else's server-side apply, to namespace {@code default}. */
    void apply(String manager, Manifest manifest) {
        ObjectNode object = manifest.json().deepCopy();
        object.withObject("/metadata").put("namespace", "default");
        sandbox.apply(manager, false, object);
    }

    /** What kubectl's client-side apply creates in namespace {@code default}: the object with a copy of itself. */
    void kubectlApply(Manifest manifest) {
        ObjectNode object = manifest.json().deepCopy();
        object.withObject("/metadata").put("namespace", "default");
        String copy = Json.write(object);
        object.withObject("/metadata/annotations").put("kubectl.kubernetes.io/last-applied-configuration", copy);
        sandbox.create("kubectl-client-side-apply", object);
    }

    /** Somebody else's edit of the one key of a ConfigMap. */
    void edit(String manager, String name, String value) {
        sandbox.patch(manager, "v1", "ConfigMap", "default", name, "{\"data\":{\"key\":\"" + value + "\"}}");
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
