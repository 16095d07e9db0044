package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An object that somebody else has made ({@code before.yaml}), what an app declares of it ({@code after.yaml}), and the
 * fields that must go ({@code removed.txt}, some of them). What is expected is the same for a real server and ours.
 */
record TakeOverCase(String name) {

    Manifest before() {
        return Rig.file("takeover/" + name + "/before.yaml").get(0);
    }

    List<Manifest> after() {
        return Rig.file("takeover/" + name + "/after.yaml");
    }

    private List<String> removed() {
        try (InputStream in = TakeOverCase.class.getResourceAsStream("takeover/" + name + "/removed.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Plans, deploys exactly that plan, compares what is there with what was shown, and plans again.
     *
     * @param live reads the object from the server
     */
    void run(String reason, Function<Request, DeploymentRecord> deploy, Supplier<ObjectNode> live) {
        DeploymentRecord planned = deploy.apply(Request.of(after()).dryRun());
        assertThat(planned.state()).as(planned.message()).isEqualTo(State.PLANNED);
        Change change = planned.plan().get().changes().get(0);
        assertThat(change.action()).as(change.reason()).isEqualTo(Action.UPDATE);
        assertThat(change.reason()).contains(reason);
        assertThat(change.fields().stream()
                        .filter(field -> field.after().isMissingNode())
                        .map(FieldDiff::path))
                .containsAll(removed());

        String digest = planned.plan().get().digest();
        DeploymentRecord deployed = deploy.apply(Request.of(after()).agreed(digest));
        assertThat(deployed.state()).as(deployed.message()).isEqualTo(State.APPLIED);

        assertThat(comparable(live.get())).isEqualTo(comparable(change.after()));
        Change again = deploy.apply(Request.of(after()).dryRun())
                .plan()
                .get()
                .changes()
                .get(0);
        assertThat(again.action()).as("%s: %s", again.reason(), again.fields()).isEqualTo(Action.UNCHANGED);
    }

    /** Without what every write moves, the Deployment controller's count, and the values of Secrets. */
    private static JsonNode comparable(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("status");
        ObjectNode metadata = copy.withObject("/metadata");
        metadata.remove(List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp"));
        ObjectNode annotations = copy.withObject("/metadata/annotations");
        annotations.remove("deployment.kubernetes.io/revision");
        if (annotations.isEmpty()) {
            metadata.remove("annotations");
        }
        if (Json.text(copy, "kind").equals("Secret")) {
            ObjectNode data = copy.withObject("/data");
            data.fieldNames().forEachRemaining(name -> data.put(name, "(hidden)"));
        }
        return copy;
    }
}
