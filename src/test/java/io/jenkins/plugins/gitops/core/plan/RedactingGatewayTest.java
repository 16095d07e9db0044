package io.jenkins.plugins.gitops.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Cause;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.fields.RuleParser;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that repeats what it refuses. */
class RedactingGatewayTest {
    private static final ResourceType WIDGETS =
            new ResourceType(new GroupVersionKind("example.org", "v1", "Widget"), "widgets", true);
    private static final ApplyOptions OPTIONS = new ApplyOptions("m", false, false);
    private static final ObjectNode WIDGET = (ObjectNode) Json.parse("""
            {"apiVersion": "example.org/v1", "kind": "Widget", "metadata": {"name": "w", "namespace": "n"},
             "spec": {"password": "correct horse \\"battery\\"", "size": "much-too-large"}}""");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid value: \"correct horse \\\"battery\\\"\": too weak",
                "Invalid value: \"correct hor",
                "cannot decode {\"password\":\"correct horse \\\"battery\\\"\"}",
                "denied: Y29ycmVjdCBob3JzZSAiYmF0dGVyeSI="
            })
    void shouldWithholdWordsThatRepeatAValue(String words) {
        ClusterException e = refused(words, new Cause("FieldValueInvalid", "spec.password", words));

        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString() + e.causes())
                .doesNotContain("correct hor", "Y29ycmVj", "battery")
                .contains("withheld", "spec.password");
        assertThat(e.reason()).isEqualTo(Reason.INVALID);
        assertThat(e.code()).isEqualTo(422);
    }

    @Test
    void shouldKeepAllOtherWords() {
        ClusterException e =
                refused("Invalid value: \"much-too-large\"", new Cause("a", "spec.size", "much-too-large"));

        assertThat(e).hasMessage("Invalid value: \"much-too-large\"");
        assertThat(e.causes()).containsExactly(new Cause("a", "spec.size", "much-too-large"));
    }

    @Test
    void shouldSayThatAFieldIsImmutable() {
        ClusterException e = refused(
                "correct horse: field is immutable",
                new Cause("FieldValueInvalid", "spec.password", "correct horse: field is immutable"));

        assertThat(e.causes().get(0).message()).isEqualTo("field is immutable");
    }

    private static ClusterException refused(String words, Cause cause) {
        ClusterGateway server = (ClusterGateway) Proxy.newProxyInstance(
                RedactingGatewayTest.class.getClassLoader(),
                new Class<?>[] {ClusterGateway.class},
                (proxy, method, arguments) -> {
                    throw new ClusterException(Reason.INVALID, 422, words, List.of(cause));
                });
        ClusterGateway gateway =
                RedactingGateway.of(server, RuleParser.read("sensitive: ['Widget:/spec/password']", "rules.yaml"));
        return catchThrowableOfType(ClusterException.class, () -> gateway.apply(WIDGETS, WIDGET, OPTIONS));
    }
}
