package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.flow.Recovery;
import io.jenkins.plugins.gitops.core.flow.Verify;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DifferenceJson;
import java.util.Locale;

/** What a check has found, for programs. */
final class VerifyJson {
    private VerifyJson() {}

    static ObjectNode of(Recovery.Outcome outcome) {
        ObjectNode tree = of(outcome.first());
        outcome.rollback().ifPresent(record -> {
            ObjectNode rollback = tree.putObject("rollback");
            rollback.put("record", record.id());
            rollback.put("state", word(record.state()));
            rollback.put("reason", record.reason());
            rollback.put("message", record.message());
            outcome.second().ifPresent(second -> rollback.set("verify", of(second)));
        });
        if (!outcome.message().isEmpty()) {
            tree.put("message", outcome.message());
        }
        return tree;
    }

    private static ObjectNode of(Verify.Outcome outcome) {
        ObjectNode tree = Json.object();
        tree.put("deployment", outcome.deployment().id());
        tree.put("state", outcome.deployment().state());
        tree.put("verdict", word(outcome.health().verdict()));
        ArrayNode objects = tree.putArray("objects");
        outcome.health()
                .health()
                .forEach((key, health) -> objects.addObject()
                        .put("object", key.toString())
                        .put("status", word(health.status()))
                        .put("reason", health.reason()));
        ArrayNode failures = tree.putArray("failures");
        outcome.health().reasonLines().forEach(failures::add);
        ArrayNode checks = tree.putArray("checks");
        outcome.checks()
                .forEach(check -> checks.addObject()
                        .put("kind", word(check.kind()).replace('_', '-'))
                        .put("name", check.name())
                        .put("passed", check.passed())
                        .put("message", check.message())
                        .put("millis", check.took().toMillis()));
        ArrayNode drift = tree.putArray("drift");
        outcome.drift().forEach(drift::add);
        ArrayNode differences = tree.putArray("differences");
        outcome.differences().forEach(difference -> differences.add(DifferenceJson.toJson(difference)));
        return tree;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
