package io.jenkins.plugins.gitops.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.Plan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretGuardTest {
    private static final ResourceKey SECRET = new ResourceKey("", "Secret", "web", "database");
    private static final JsonNode GONE = MissingNode.getInstance();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'data':{'key':'c2VjcmV0LXZhbHVl'}}                  | data.key",
                "{'stringData':{'key':'secret-value'}}                | stringData.key",
                "{'data':{'key':{'nested':['secret-value']}}}         | data.key.nested[0]",
                "{'data':'secret-value'}                              | data",
                "{'data':{'key':'(hidden #1) secret-value'}}          | data.\"a.key\"",
                "{'data':{'key':['secret-value']}}                    | data[0]",
            })
    void shouldWriteNothingOfASecretThatCameUnmasked(String body, String path) {
        JsonNode object = Json.parse(body.replace('\'', '"'));
        FieldDiff field =
                new FieldDiff(path, Json.parse("\"secret-value\""), Json.parse("[\"c2VjcmV0LXZhbHVl\"]"), List.of());

        String json = Json.write(RecordJson.toJson(record(SECRET, field, object, object)));

        assertThat(json)
                .doesNotContain("secret-value")
                .doesNotContain("c2VjcmV0")
                .contains("(hidden)", "data");
    }

    @Test
    void shouldLetMasksPassSoThatTheyTellSameFromChanged() {
        JsonNode before = Json.parse("{'data':{'a':'(hidden #1)','b':'(hidden #2)'}}".replace('\'', '"'));
        JsonNode after =
                Json.parse("{'data':{'a':'(hidden #1)','b':'(hidden #3)'},'type':'Opaque'}".replace('\'', '"'));
        FieldDiff field = new FieldDiff("data.b", Json.parse("\"(hidden #2)\""), GONE, List.of());
        DeploymentRecord record = record(SECRET, field, before, after);

        assertThat(RecordJson.fromJson(RecordJson.toJson(record), "test")).isEqualTo(record);
    }

    @Test
    void shouldLeaveOtherKindsAlone() {
        JsonNode object = Json.parse("{\"data\":{\"key\":\"value\"}}");
        FieldDiff field = new FieldDiff("data.key", GONE, Json.parse("\"value\""), List.of());
        DeploymentRecord config = record(new ResourceKey("", "ConfigMap", "web", "c"), field, object, object);
        DeploymentRecord custom = record(new ResourceKey("example.com", "Secret", "web", "c"), field, object, object);

        assertThat(RecordJson.fromJson(RecordJson.toJson(config), "test")).isEqualTo(config);
        assertThat(RecordJson.fromJson(RecordJson.toJson(custom), "test")).isEqualTo(custom);
    }

    private static DeploymentRecord record(ResourceKey key, FieldDiff field, JsonNode before, JsonNode after) {
        Change change = new Change(
                key,
                new GroupVersionKind(key.group(), "v1", key.kind()),
                Action.UPDATE,
                "u",
                List.of(field),
                before,
                after,
                "",
                List.of());
        Plan plan = new Plan("a", "e", "s", "web", "sha256:1", List.of(change), "sha256:2", List.of());
        return Records.minimal().plan(Optional.of(plan)).build();
    }
}
