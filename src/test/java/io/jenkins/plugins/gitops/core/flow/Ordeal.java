package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.cluster.Gateways;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.core.apply.LockOptions;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A second deployment over a first, which creates ConfigMap {@code new}, updates Deployment {@code web}, prunes ConfigMap
 * {@code old} and leaves the rest alone; what goes wrong meanwhile is the test's. Whatever that is, the record tells the
 * truth and the run after it ends as if nothing had been.
 */
final class Ordeal implements AutoCloseable {
    private static final List<Manifest> FIRST = withoutSecret("kill/first.yaml");
    private static final List<Manifest> SECOND = withoutSecret("kill/second.yaml");
    private static String undisturbed;

    final Rig rig = new Rig();

    /** Digests of Secrets are slow to make, so that they are slow to guess. */
    private static List<Manifest> withoutSecret(String file) {
        return Rig.file(file).stream()
                .filter(manifest -> !manifest.type().kind().equals("Secret"))
                .toList();
    }

    Ordeal() {
        rig.deployed(Request.of(FIRST).at('a'));
        rig.sandbox.requests().reset();
    }

    /** @param timeout of one request */
    DeploymentRecord run(Retry retry, Duration timeout) {
        return run(retry, timeout, Request.LOCK);
    }

    DeploymentRecord run(Retry retry, Duration timeout, LockOptions lock) {
        DeploymentRecord record;
        try (ClusterGateway cluster = Gateways.open(rig.sandbox.url(), retry, timeout, "")) {
            record = rig.deploy(cluster)
                    .run(Request.of(SECOND).at('b').lock(lock).build());
        }
        tellsTheTruth(record);
        return record;
    }

    private void tellsTheTruth(DeploymentRecord record) {
        assertThat(record.finished()).isPresent();
        assertThat(rig.records.last()).isEqualTo(record);
        Set<String> keys = new HashSet<>();
        record.results()
                .forEach(result -> assertThat(keys.add(result.key().toString()))
                        .as("one result for %s", result.key())
                        .isTrue());
        if (record.state() == State.APPLIED) {
            assertThat(record.outcomes()).doesNotContainKeys(Outcome.FAILED, Outcome.SKIPPED);
        }
        if (!keys.isEmpty()) {
            assertThat(keys).as("every object has a result").hasSize(SECOND.size() + 1);
        }
        record.results().forEach(this::isTrue);
    }

    private void isTrue(ObjectResult result) {
        String name = result.key().shortName();
        boolean done = isDone(name);
        switch (result.outcome()) {
            case CREATED, UPDATED, PRUNED ->
                assertThat(done).as(result.toString()).isTrue();
            case SKIPPED -> assertThat(done).as(result.toString()).isFalse();
            case FAILED -> assertThat(result.message()).as(name).isNotEmpty();
            default -> assertThat(name).isNotIn("ConfigMap/new", "Deployment.apps/web", "ConfigMap/old");
        }
    }

    private boolean isDone(String name) {
        return switch (name) {
            case "ConfigMap/new" -> rig.configMap("new").isPresent();
            case "ConfigMap/old" ->
                rig.sandbox.get("v1", "ConfigMap", "extra", "old").isEmpty();
            case "Deployment.apps/web" -> {
                ObjectNode web = rig.sandbox
                        .get("apps/v1", "Deployment", "default", "web")
                        .get();
                yield Json.at(web, "spec", "template", "spec", "containers")
                        .get(0)
                        .path("image")
                        .asText()
                        .equals("mywebapp:2");
            }
            default -> false; // Nothing was to be done.
        };
    }

    /** The faults are over: the next run ends in the state of an undisturbed one, and after it nothing is left to do. */
    void endsRight() {
        rig.sandbox.faults().clear();
        free();
        rig.deployed(Request.of(SECOND).at('b'));
        assertThat(state(rig)).isEqualTo(undisturbed());
        rig.sandbox.requests().reset();
        rig.deployed(Request.of(SECOND).at('b'));
        assertThat(rig.sandbox.requests().writes()).as("writes of a third run").isZero();
    }

    /** What would else be waiting until the lock of a run that was cut off expires. */
    private void free() {
        rig.sandbox.patch(
                "test",
                "coordination.k8s.io/v1",
                "Lease",
                "default",
                "gitops-webapp",
                "{\"spec\":{\"holderIdentity\":\"\"}}");
    }

    /** The end state without the deployments that have failed: the history remembers them. */
    private static String state(Rig rig) {
        ObjectNode objects = (ObjectNode) Json.parse(EndState.of(rig.sandbox));
        ArrayNode history =
                (ArrayNode) Json.at(objects, "configmaps/default/gitops-webapp", "data", "history.json", "deployments");
        for (int i = history.size() - 1; i >= 0; i--) {
            if (Json.text(history.get(i), "state").equals("failed")) {
                history.remove(i);
            }
        }
        return objects.toPrettyString();
    }

    private static synchronized String undisturbed() {
        if (undisturbed == null) {
            try (Ordeal calm = new Ordeal()) {
                calm.rig.deployed(Request.of(SECOND).at('b'));
                undisturbed = state(calm.rig);
            }
        }
        return undisturbed;
    }

    @Override
    public void close() {
        rig.close();
    }
}
