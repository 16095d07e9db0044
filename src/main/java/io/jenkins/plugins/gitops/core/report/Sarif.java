package io.jenkins.plugins.gitops.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Origin;
import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.policy.Rule;
import io.jenkins.plugins.gitops.core.policy.Rules;
import io.jenkins.plugins.gitops.core.policy.Severity;
import io.jenkins.plugins.gitops.core.policy.Violation;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What checks have found, in the Static Analysis Results Interchange Format 2.1.0 of OASIS, which code hosts and the
 * Warnings plugin read. What was silenced is in it as suppressed.
 */
public final class Sarif {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String HOME = "https://github.com/jenkinsci/gitops-plugin";
    /** What a chart's template became: its lines are not those of the template. */
    private static final String RENDERED = " (rendered)";

    private static final List<Rule> RULES = Rules.all();

    private Sarif() {}

    /** @return the log, with one run */
    public static ObjectNode of(PolicyReport report) {
        return of(report, "");
    }

    /**
     * @param directory the source directory as whoever reads the log names it; empty when it is where they are
     * @return the log, with one run
     */
    public static ObjectNode of(PolicyReport report, String directory) {
        ObjectNode log = Json.object().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "gitops check").put("informationUri", HOME);
        ArrayNode rules = driver.putArray("rules");
        RULES.forEach(rule -> rules.add(rule(rule)));
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        report.violations().forEach(violation -> results.add(result(violation, directory)));
        report.silenced().forEach(violation -> results.add(suppressed(violation, directory)));
        return log;
    }

    private static ObjectNode rule(Rule rule) {
        ObjectNode tree = Json.object().put("id", rule.id());
        tree.putObject("shortDescription").put("text", rule.summary());
        tree.putObject("fullDescription").put("text", rule.summary() + " " + rule.why());
        tree.putObject("help").put("text", rule.why() + " To let it pass: " + rule.silence() + ".");
        tree.put("helpUri", HOME + "/blob/main/docs/checks.md#" + rule.id());
        tree.putObject("defaultConfiguration").put("level", level(rule.standard()));
        return tree;
    }

    private static ObjectNode result(Violation violation, String directory) {
        ObjectNode tree = Json.object()
                .put("ruleId", violation.rule().id())
                .put("ruleIndex", RULES.indexOf(violation.rule()))
                .put("level", level(violation.severity()));
        String field = violation.field().isEmpty() ? "" : violation.field() + ": ";
        tree.putObject("message").put("text", violation.subject() + ": " + field + violation.problem());
        ObjectNode location = tree.putArray("locations").addObject();
        violation.origin().ifPresent(origin -> location.set("physicalLocation", physical(origin, directory)));
        location.putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", violation.subject())
                .put("kind", "object");
        String identity = violation.rule().id() + "\n" + violation.subject() + "\n" + violation.field();
        tree.putObject("partialFingerprints").put("violation/v1", Digest.of(identity.getBytes(StandardCharsets.UTF_8)));
        return tree;
    }

    private static ObjectNode suppressed(Violation violation, String directory) {
        ObjectNode tree = result(violation, directory);
        tree.putArray("suppressions")
                .addObject()
                .put("kind", violation.isSilencedInSource() ? "inSource" : "external")
                .put("justification", violation.silenced());
        return tree;
    }

    private static ObjectNode physical(Origin origin, String directory) {
        ObjectNode tree = Json.object();
        boolean rendered = origin.file().endsWith(RENDERED);
        String file = rendered ? origin.file().substring(0, origin.file().length() - RENDERED.length()) : origin.file();
        tree.putObject("artifactLocation").put("uri", uri(directory.isEmpty() ? file : directory + "/" + file));
        if (origin.line() > 0 && !rendered) {
            tree.putObject("region").put("startLine", origin.line());
        }
        return tree;
    }

    private static String uri(String file) {
        try {
            // A colon before the first slash would make the rest a path of some scheme.
            String path = file.replace('\\', '/');
            int colon = path.indexOf(':');
            boolean scheme = colon >= 0 && (path.indexOf('/') < 0 || colon < path.indexOf('/'));
            return new URI(null, null, scheme ? "./" + path : path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("every path can be escaped", e);
        }
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARN -> "warning";
            case OFF -> "none";
        };
    }
}
