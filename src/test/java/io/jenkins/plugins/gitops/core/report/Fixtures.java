package io.jenkins.plugins.gitops.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The records under this package's test resources, a directory each, and what they must look like. */
final class Fixtures {
    private Fixtures() {}

    static DeploymentRecord record(String name) {
        return RecordJson.fromJson(Json.parse(text(name, "record.json")), name);
    }

    /** @return a record with a hook that has run */
    static DeploymentRecord withHook() {
        ObjectNode record = (ObjectNode) Json.parse(text("verified", "record.json"));
        ((ArrayNode) record.at("/plan/changes")).insert(0, Json.parse("""
                {"group": "batch", "kind": "Job", "namespace": "web", "name": "migrate", "apiVersion": "batch/v1",
                 "action": "run", "reason": "pre-upgrade hook, weight 5, never deleted",
                 "after": {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "migrate"}}}"""));
        ((ArrayNode) record.path("results")).insert(0, Json.parse("""
                {"group": "batch", "kind": "Job", "namespace": "web", "name": "migrate",
                 "outcome": "ran", "message": "pre-upgrade hook", "millis": 1200}"""));
        return RecordJson.fromJson(record, "with a hook");
    }

    static String text(String name, String file) {
        try (InputStream stream = Fixtures.class.getResourceAsStream(name + "/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(name + "/" + file, e);
        }
    }
}
