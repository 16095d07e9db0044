package io.jenkins.plugins.gitops.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectDiffTest {
    @Test
    void shouldFindNothingInEqualObjects() {
        assertThat(diff("{'a': {'b': [1, {'c': null}]}}", "{'a': {'b': [1, {'c': null}]}}"))
                .isEmpty();
    }

    @Test
    void shouldNameFieldsByTheirPathsInOrder() {
        assertThat(diff(
                        "{'spec': {'replicas': 3, 'paused': true}}",
                        "{'spec': {'replicas': 5, 'strategy': {'type': 'X'}}}"))
                .containsExactly(
                        "spec.paused: true -> ", "spec.replicas: 3 -> 5", "spec.strategy:  -> {\"type\":\"X\"}");
    }

    @Test
    void shouldQuoteNamesThatWouldReadAsPaths() {
        assertThat(diff("{'annotations': {'example.org/a': '1'}}", "{'annotations': {'example.org/a': '2'}}"))
                .containsExactly("annotations.\"example.org/a\": \"1\" -> \"2\"");
    }

    @Test
    void shouldCompareElementsByTheirNamesWhereverTheyStand() {
        assertThat(diff(
                        "{'containers': [{'name': 'web', 'image': 'a:1'}, {'name': 'log', 'image': 'l:1'}]}",
                        "{'containers': [{'name': 'new', 'image': 'n:1'}, {'name': 'log', 'image': 'l:1'},"
                                + " {'name': 'web', 'image': 'a:2'}]}"))
                .containsExactly(
                        "containers[new]:  -> {\"name\":\"new\",\"image\":\"n:1\"}",
                        "containers[web].image: \"a:1\" -> \"a:2\"");
    }

    @Test
    void shouldTellThatOnlyTheOrderHasChanged() {
        assertThat(diff("{'env': [{'name': 'A'}, {'name': 'B'}]}", "{'env': [{'name': 'B'}, {'name': 'A'}]}"))
                .containsExactly("env: [\"A\",\"B\"] -> [\"B\",\"A\"]");
    }

    @Test
    void shouldCompareByIndexWithoutAKey() {
        assertThat(diff("{'args': ['a', 'b', 'c']}", "{'args': ['a', 'x']}"))
                .containsExactly("args[1]: \"b\" -> \"x\"", "args[2]: \"c\" -> ");
        assertThat(diff("{'l': [{'name': 'a'}, {'name': 'a'}]}", "{'l': [{'name': 'a'}, {'name': 'b'}]}"))
                .containsExactly("l[1].name: \"a\" -> \"b\"");
    }

    @Test
    void shouldTellAChangeOfType() {
        assertThat(diff("{'a': {'b': 1}}", "{'a': [1]}")).containsExactly("a: {\"b\":1} -> [1]");
        assertThat(diff("{'a': '1'}", "{'a': 1}")).containsExactly("a: \"1\" -> 1");
        assertThat(diff("{'a': null}", "{}")).containsExactly("a: null -> ");
    }

    @Test
    void shouldNameTheManagersOfAFieldButNotOurselves() {
        JsonNode live = json("""
                {'metadata': {'managedFields': [
                  {'manager': 'kubectl-edit', 'operation': 'Update', 'fieldsV1': {'f:spec': {'f:replicas': {}}}},
                  {'manager': 'us', 'operation': 'Apply', 'fieldsV1': {'f:spec': {'f:replicas': {}, 'f:paused': {}}}},
                  {'manager': 'hpa', 'operation': 'Update', 'subresource': 'scale',
                   'fieldsV1': {'f:spec': {'f:replicas': {}}}}]},
                 'spec': {'replicas': 3, 'paused': false}}""");

        List<FieldDiff> diffs = ObjectDiff.of(
                json("{'spec': {'replicas': 3, 'paused': false}}"),
                json("{'spec': {'replicas': 5, 'paused': true}}"),
                Owners.of(live, "us"));

        assertThat(diffs).extracting(FieldDiff::managers).containsExactly(List.of(), List.of("kubectl-edit", "hpa"));
    }

    @Test
    void shouldNameTheManagersOfElementsByKeyAndByValue() {
        JsonNode live = json("""
                {'metadata': {'managedFields': [{'manager': 'mesh', 'operation': 'Update', 'fieldsV1': {
                  'f:containers': {'k:{\\"name\\":\\"web\\"}': {'.': {}, 'f:image': {}}},
                  'f:finalizers': {'v:\\"hold\\"': {}}, 'f:args': {}}}]}}""");

        List<FieldDiff> diffs = ObjectDiff.of(
                json("{'args': ['a'], 'containers': [{'name': 'web', 'image': 'x'}], 'finalizers': ['hold']}"),
                json("{'args': ['b'], 'containers': [{'name': 'web', 'image': 'y'}], 'finalizers': []}"),
                Owners.of(live, "us"));

        assertThat(diffs)
                .extracting(FieldDiff::path)
                .containsExactly("args[0]", "containers[web].image", "finalizers[0]");
        assertThat(diffs).extracting(FieldDiff::managers).containsOnly(List.of("mesh"));
    }

    private static List<String> diff(String before, String after) {
        return ObjectDiff.of(json(before), json(after), Owners.of(Json.object(), "us")).stream()
                .map(diff -> diff.path() + ": " + text(diff.before()) + " -> " + text(diff.after()))
                .toList();
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "" : node.toString();
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }
}
