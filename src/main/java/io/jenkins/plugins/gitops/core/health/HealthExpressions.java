package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rules about health in words of CEL: those that people have given, then those that come along for kinds whose health
 * cannot be read from a {@code Ready} condition. The first rule for an object's kind decides.
 */
public final class HealthExpressions {
    private static final String FILE = "health-expressions.yaml";
    /** Nobody has given any: only those that come along. */
    public static final HealthExpressions STANDARD = new HealthExpressions(List.of());

    /** Read when the first object is assessed. */
    private static final class Shipped {
        static final List<HealthExpression> RULES = read();

        private Shipped() {}

        private static List<HealthExpression> read() {
            try (InputStream in = HealthExpressions.class.getResourceAsStream(FILE)) {
                return ExpressionParser.shipped(new String(in.readAllBytes(), StandardCharsets.UTF_8), FILE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final List<HealthExpression> given;

    private HealthExpressions(List<HealthExpression> given) {
        this.given = given;
    }

    /**
     * Reads a file of rules and compiles all of them.
     *
     * @param text YAML or JSON: a list of rules, or a map with such a list under {@code healthCheckExprs}
     * @param file its name, for messages
     * @throws GitOpsException when it cannot be understood; the message names the file, the rule, counted from 1, and
     *     within an expression the line and column
     */
    public static HealthExpressions read(String text, String file) {
        List<HealthExpression> rules = ExpressionParser.read(text, file);
        rules.forEach(HealthExpression::compile);
        return new HealthExpressions(rules);
    }

    /** @return these rules, then others */
    public HealthExpressions and(HealthExpressions more) {
        return new HealthExpressions(
                Stream.concat(given.stream(), more.given.stream()).toList());
    }

    /** @return the health by the first rule for the object's kind; empty when there is none */
    Optional<Health> assess(ObjectNode live) {
        GroupVersionKind type = GroupVersionKind.of(Json.text(live, "apiVersion"), Json.text(live, "kind"));
        return Stream.concat(given.stream(), Shipped.RULES.stream())
                .filter(rule -> rule.isFor(type.group(), type.kind()))
                .findFirst()
                .map(rule -> rule.assess(live));
    }

    /** @return the rules that come along */
    static List<HealthExpression> shipped() {
        return Shipped.RULES;
    }
}
