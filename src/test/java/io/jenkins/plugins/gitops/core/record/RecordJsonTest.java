package io.jenkins.plugins.gitops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.Difference.What;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {
    @Test
    void shouldReadBackWhatItWrote() {
        DeploymentRecord full = Records.full();
        DeploymentRecord minimal = Records.minimal().build();

        assertThat(reread(full)).isEqualTo(full);
        assertThat(reread(minimal)).isEqualTo(minimal);
    }

    @Test
    void shouldKeepTheOrderOfPhases() {
        assertThat(reread(Records.full()).timings().keySet()).containsExactly("render", "plan");
    }

    @Test
    void shouldKeepNullApartFromMissingAndNumbersExact() {
        JsonNode change =
                Json.parse(Json.write(RecordJson.toJson(Records.full()))).at("/plan/changes/0");

        assertThat(change.at("/fields/1").has("before")).isFalse();
        assertThat(change.at("/fields/1/after").isNull()).isTrue();
        assertThat(change.at("/after/spec"))
                .hasToString("{\"replicas\":3,\"paused\":null,\"big\":9007199254740993,\"exact\":1.10}");
    }

    @Test
    void shouldPassOverFieldsThatItDoesNotKnow() {
        ObjectNode tree = RecordJson.toJson(Records.full());
        tree.put("approvedBy", "someone");
        ((ObjectNode) tree.at("/plan/changes/0")).put("risk", 7);

        assertThat(RecordJson.fromJson(tree, "test")).isEqualTo(Records.full());
    }

    @Test
    void shouldReadCommitsOfOlderRecords() {
        ObjectNode tree = RecordJson.toJson(Records.full());
        ObjectNode commit = (ObjectNode) tree.path("commit");
        commit.remove(List.of("committer", "signature"));

        Commit read = RecordJson.fromJson(tree, "test").commit().orElseThrow();

        assertThat(read.committer()).isEmpty();
        assertThat(read.signature()).isEmpty();
        assertThat(errors(tree)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveEveryStateOfASignatureInTheSchema(Signature.State state) {
        Commit commit = Records.full().commit().orElseThrow().with(new Signature(state, "ssh", "", "", ""));
        DeploymentRecord record =
                Records.minimal().commit(Optional.of(commit), List.of()).build();

        assertThat(errors(RecordJson.toJson(record))).isEmpty();
        assertThat(reread(record)).isEqualTo(record);
    }

    @Test
    void shouldRefuseANewerVersion() {
        ObjectNode tree = RecordJson.toJson(Records.full()).put("schemaVersion", 2);

        assertThatThrownBy(() -> RecordJson.fromJson(tree, "the record r.json"))
                .isInstanceOf(GitOpsException.class)
                .hasMessage("the record r.json was written by a newer version of this program: its schemaVersion is 2,"
                        + " and this one reads up to 1. Update to read it");
    }

    @Test
    void shouldRefuseWhatIsNoRecord() {
        assertThatThrownBy(() -> RecordJson.fromJson(Json.parse("{\"kind\":\"List\"}"), "x.json"))
                .isInstanceOf(GitOpsException.class)
                .hasMessage("x.json is no deployment record: it has no schemaVersion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/id", "/state", "/started", "/results/0/outcome", "/plan/changes/1/kind", "/commit/time"})
    void shouldNameTheFieldThatIsDamaged(String pointer) {
        ObjectNode tree = RecordJson.toJson(Records.full());
        int slash = pointer.lastIndexOf('/');
        String field = pointer.substring(slash + 1);
        ((ObjectNode) tree.at(pointer.substring(0, slash))).put(field, 17);

        assertThatThrownBy(() -> RecordJson.fromJson(tree, "r.json"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith("r.json")
                .hasMessageContaining("\"" + field + "\"");
    }

    @Test
    void shouldNameAWordThatItDoesNotKnow() {
        ObjectNode tree = RecordJson.toJson(Records.full()).put("state", "half-done");

        assertThatThrownBy(() -> RecordJson.fromJson(tree, "r.json"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("\"state\"")
                .hasMessageContaining("\"half-done\"");
    }

    @Test
    void shouldWriteWhatTheSchemaDescribes() {
        assertThat(errors(RecordJson.toJson(Records.full()))).isEmpty();
        assertThat(errors(RecordJson.toJson(Records.minimal().build()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void shouldHaveEveryStateInTheSchema(State state) {
        DeploymentRecord record = Records.minimal().state(state, "").build();

        assertThat(errors(RecordJson.toJson(record))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldHaveEveryKindInTheSchema(Kind kind) {
        assertThat(errors(RecordJson.toJson(Records.minimal().kind(kind).build())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(What.class)
    void shouldHaveEveryDifferenceInTheSchema(What what) {
        ObjectNode tree = RecordJson.toJson(Records.full());
        ((ObjectNode) tree.at("/differences/0")).put("what", FieldReader.word(what));

        assertThat(errors(tree)).isEmpty();
    }

    @Test
    void shouldShowNothingOfASecretInADifference() {
        DeploymentRecord record = Records.minimal()
                .differences(List.of(new Difference(
                        new ResourceKey("", "Secret", "web", "key"),
                        What.CHANGED,
                        "data.password",
                        Json.parse("\"hunter2\""),
                        Json.parse("\"(hidden #1)\""),
                        List.of(),
                        Optional.empty(),
                        "")))
                .build();

        JsonNode difference = RecordJson.toJson(record).at("/differences/0");

        assertThat(difference.path("applied").asText()).isEqualTo("(hidden)");
        assertThat(difference.path("live").asText()).isEqualTo("(hidden #1)");
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void shouldHaveEveryActionInTheSchema(Action action) {
        ObjectNode tree = RecordJson.toJson(Records.full());
        ((ObjectNode) tree.at("/plan/changes/0")).put("action", FieldReader.word(action));

        assertThat(errors(tree)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verified", "failed", "rolled-back", "drifted"})
    void shouldDescribeRecordsThatAreFiles(String name) throws IOException {
        try (InputStream stream = RecordJson.class.getResourceAsStream("../report/" + name + "/record.json")) {
            JsonNode tree = Json.MAPPER.readTree(stream);

            assertThat(errors(tree)).isEmpty();
            assertThat(reread(RecordJson.fromJson(tree, name))).isEqualTo(RecordJson.fromJson(tree, name));
        }
    }

    @Test
    void shouldNotAcceptEverythingBySchema() {
        ObjectNode tree = RecordJson.toJson(Records.full()).put("state", "half-done");
        tree.remove("id");

        assertThat(errors(tree)).extracting(Error::getKeyword).contains("enum", "required");
    }

    @Test
    void shouldDescribeEveryFieldThatItWrites() {
        Set<String> described = new HashSet<>();
        collectProperties(RecordSchema.TREE, described);

        Set<String> written = new HashSet<>();
        ObjectNode tree = RecordJson.toJson(Records.full());
        tree.remove("source");
        collectNames(tree, written);

        assertThat(described).containsAll(written);
    }

    private static DeploymentRecord reread(DeploymentRecord record) {
        return RecordJson.fromJson(Json.parse(Json.write(RecordJson.toJson(record))), "test");
    }

    private static List<Error> errors(JsonNode tree) {
        return RecordSchema.errors(tree);
    }

    private static void collectProperties(JsonNode node, Set<String> names) {
        node.path("properties").fieldNames().forEachRemaining(names::add);
        node.forEach(child -> collectProperties(child, names));
    }

    private static void collectNames(JsonNode node, Set<String> names) {
        node.properties().forEach(field -> {
            names.add(field.getKey());
            boolean anyJson = List.of("before", "after", "applied", "live").contains(field.getKey());
            if (!anyJson) {
                collectNames(field.getValue(), names);
            }
        });
        if (node.isArray()) {
            node.forEach(element -> collectNames(element, names));
        }
    }
}
