package io.jenkins.plugins.gitops.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.policy.Severity;
import io.jenkins.plugins.gitops.core.policy.Violation;

/** What checks have found, as data. */
public final class PolicyJson {
    private PolicyJson() {}

    /** @return {@code errors} and {@code warnings} as numbers, {@code violations} and {@code silenced} as lists */
    public static ObjectNode of(PolicyReport report) {
        ObjectNode tree = Json.object();
        tree.put("errors", report.of(Severity.ERROR).size());
        tree.put("warnings", report.of(Severity.WARN).size());
        ArrayNode violations = tree.putArray("violations");
        report.violations().forEach(violation -> violations.add(of(violation)));
        ArrayNode silenced = tree.putArray("silenced");
        report.silenced().forEach(violation -> silenced.add(of(violation).put("silencedBy", violation.silenced())));
        return tree;
    }

    private static ObjectNode of(Violation violation) {
        ObjectNode tree = Json.object()
                .put("rule", violation.rule().id())
                .put("severity", violation.severity().word());
        violation
                .object()
                .ifPresent(key -> tree.putObject("object")
                        .put("group", key.group())
                        .put("kind", key.kind())
                        .put("namespace", key.namespace())
                        .put("name", key.name()));
        violation
                .origin()
                .ifPresent(origin -> tree.put("file", origin.file())
                        .put("document", origin.document())
                        .put("line", origin.line()));
        if (!violation.field().isEmpty()) {
            tree.put("field", violation.field());
        }
        return tree.put("problem", violation.problem())
                .put("why", violation.rule().why())
                .put("silence", violation.rule().silence());
    }
}
