package io.jenkins.plugins.gitops.core.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JqSelectorTest {
    private static final ObjectPattern ANY = ObjectPattern.of("*", "*", "*");
    private static final JsonNode OBJECT = ManifestReader.readDocument("""
            metadata:
              annotations: {a/b: x, "c~d": z, 'say "hi"': 1}
            data: text
            spec:
              replicas: 3
              paused: false
              containers:
              - {name: web, image: "web:1", env: [{name: A, value: "1"}, {name: PASSWORD, value: s}], args: [x]}
              - {name: sidecar, image: "proxy:7", ports: [80, 443]}
            webhooks:
            - {clientConfig: {caBundle: QQ==}}
            - {clientConfig: {url: "https://hook"}}
            """, "object.yaml");

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
            .                                                                 § ''
            .spec.replicas                                                    § /spec/replicas
            .spec["replicas"]                                                 § /spec/replicas
            ."spec"."replicas"                                                § /spec/replicas
            .spec | .replicas                                                 § /spec/replicas
            (.spec).replicas                                                  § /spec/replicas
            .metadata.annotations["a/b"]                                      § /metadata/annotations/a~1b
            .metadata.annotations["c~d"]                                      § /metadata/annotations/c~0d
            .metadata.annotations."say \\"hi\\""                              § /metadata/annotations/say "hi"
            .spec.containers[0].image                                         § /spec/containers/0/image
            .spec.containers[-1].image                                        § /spec/containers/1/image
            .spec.containers[].image                                          § /spec/containers/0/image /spec/containers/1/image
            .spec.containers[].env[].value                                    § /spec/containers/0/env/0/value /spec/containers/0/env/1/value
            .spec.containers[]?.ports[1]?                                     § /spec/containers/1/ports/1
            .webhooks[].clientConfig.caBundle                                 § /webhooks/0/clientConfig/caBundle
            .spec.containers[] | select(.name == "sidecar")                   § /spec/containers/1
            .spec.containers[] | select(.name != "sidecar" and (.args | not | not)) § /spec/containers/0
            .spec.containers[] | select(.name | test("^s.*r$")) | .image      § /spec/containers/1/image
            .spec.containers[] | select(.image | startswith("web")) | .image  § /spec/containers/0/image
            .spec.containers[] | select(.image | endswith(":7")) | .image     § /spec/containers/1/image
            .spec.containers[] | select(.image | contains("rox")) | .image    § /spec/containers/1/image
            .spec.containers[] | select(has("env")) | .env[] | select(.name == "PASSWORD" or false).value § /spec/containers/0/env/1/value
            .spec.containers[] | select(any(.env[]; .name == "A")).image      § /spec/containers/0/image
            .spec.containers[] | select(all(.ports[]; . > 79)).name           § /spec/containers/0/name /spec/containers/1/name
            .spec.containers[] | select(.ports | any(. == 443)).name          § /spec/containers/1/name
            .spec.containers[] | select(.ports | length >= 2).name            § /spec/containers/1/name
            .spec[] | select(type == "boolean")                               § /spec/paused
            .spec.nothing.there                                               § ''
            .data.replicas                                                    § ''
            .data[]                                                           § ''
            .spec.replicas[3]                                                 § ''
            .spec.containers[] | select(.name > 3 and (.image | has("x")))    § ''
            .spec.containers[] | select(.ports | startswith("x"))             § ''
            """)
    void shouldSelectAsJqDoes(String expression, String pointers) {
        List<JsonPointer> selected = JqSelector.of(ANY, expression).select(OBJECT);

        if (expression.equals(".")) {
            assertThat(selected).containsExactly(JsonPointer.empty());
        } else {
            assertThat(selected.stream().map(JsonPointer::toString))
                    .containsExactly(pointers.isEmpty() ? new String[0] : pointers.split(" (?=/)"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f: f; f",
                "reduce .[] as $x (0; . + $x)",
                "foreach .[] as $x (0; .)",
                "range(1000000000)",
                "repeat(.)",
                "[while(true; .)]",
                "until(false; .)",
                ".. | .a",
                "..",
                "recurse",
                "recurse(.a)",
                "input",
                "env",
                "$ENV.PATH",
                "limit(1; .a)",
                "import \"a\" as a; .",
                "include \"a\"; .",
                "label $out | .a",
                "path(.a)",
                "getpath([\"a\"])",
                "walk(.)",
                ".a, .b",
                ".a as $x | $x",
                ".a = 1",
                ".a |= 1",
                ".a += 1",
                "del(.a)",
                ".a[1:2]",
                ".a[.b]",
                "[.a]",
                "{a: .b}",
                "\"x\" * 1000000000",
                ".[\"\\(range(1000000000))\"]",
                "@base64",
                "if .a then .b else .c end",
                "try error catch .",
                ".a // .b",
                ".a ?// .b",
                "select(.x[])",
                "select(.x[] == .y[])",
                "select(.a | .b[])",
                "select(any(.x[] == .y[]; .))",
                "select(any(.x[] == 1))",
                "any(.a[]; .b)",
                ".a == 1",
                ".a | not",
                "select()",
                "select(.a; .b)",
                "not(.a)",
                "select(.a",
                "select(.a))",
                ".a ; .b",
                "",
                "   ",
                "$__loc__",
                "selectedPaths(.a)",
                ".a) | range(9"
            })
    void shouldRefuseWhatMightNotEnd(String expression) {
        assertThatThrownBy(() -> JqSelector.of(ANY, expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jq path expression");
    }

    @Test
    void shouldRefuseALongExpression() {
        assertThatThrownBy(() -> JqSelector.of(ANY, ".a".repeat(JqSyntax.LONGEST)))
                .hasMessageContaining("more than 1000 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".list[] | select(.text | test(\"(a+)+$\"))",
                ".list[] | select(.text | test(\"(a|aa)*b\"))",
                ".list[] | select(.text | test(\"(.*.*.*.*.*.*.*.*.*.*)x\"))"
            })
    void shouldEndOnARegularExpressionThatDoesNot(String expression) {
        ObjectNode object = Json.object();
        object.putArray("list").addObject().put("text", "a".repeat(5_000) + "!");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> JqSelector.of(ANY, expression).select(object))
                        .isInstanceOf(GitOpsException.class)
                        .hasMessageContaining("takes too long"));
    }

    @Test
    void shouldEndOnTheLongestExpressionAndALargeObject() {
        ObjectNode object = Json.object();
        ArrayNode list = object.putArray("x");
        for (int i = 0; i < 5_000; i++) {
            list.addObject().put("y", i);
        }
        String expression = ".x[] | " + "select(.y >= 0) | ".repeat(50) + ".y";

        List<JsonPointer> selected = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> JqSelector.of(ANY, expression).select(object));

        assertThat(selected).hasSize(5_000);
    }

    @Test
    void shouldBoundTheNumberOfFields() {
        ObjectNode object = Json.object();
        ArrayNode list = object.putArray("x");
        for (int i = 0; i <= JqSelector.MOST_FIELDS; i++) {
            list.add(i);
        }

        assertThatThrownBy(() -> JqSelector.of(ANY, ".x[]").select(object))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("more than 10000 fields");
    }
}
