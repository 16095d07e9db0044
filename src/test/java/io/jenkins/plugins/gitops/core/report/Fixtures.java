package io.jenkins.plugins.gitops.core.report;

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

    static String text(String name, String file) {
        try (InputStream stream = Fixtures.class.getResourceAsStream(name + "/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(name + "/" + file, e);
        }
    }
}
