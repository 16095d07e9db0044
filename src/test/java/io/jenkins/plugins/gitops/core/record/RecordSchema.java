package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The published schema of records. */
public final class RecordSchema {
    static final JsonNode TREE = read();

    private RecordSchema() {}

    /** @return what of a record is not as the schema says */
    public static List<Error> errors(JsonNode tree) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TREE);
        return schema.validate(
                tree.toString(),
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static JsonNode read() {
        try (InputStream stream = RecordJson.class.getResourceAsStream("deployment-record.schema.json")) {
            return Json.MAPPER.readTree(stream);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
