package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.audit.AuditEntry;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the audit log says of a check. */
final class Checked {
    private Checked() {}

    /** @param record the record of the deployment that was checked, when it is here */
    static AuditEntry entry(
            Target target,
            Verify.Outcome outcome,
            Optional<DeploymentRecord> record,
            String server,
            String actor,
            Instant at) {
        Map<String, Long> counts = new TreeMap<>();
        outcome.health()
                .health()
                .values()
                .forEach(health -> counts.merge(health.status().name().toLowerCase(Locale.ROOT), 1L, Long::sum));
        if (!outcome.differences().isEmpty()) {
            counts.put("drift", (long) outcome.differences().size());
        }
        outcome.checks()
                .forEach(check -> counts.merge(check.passed() ? "checks passed" : "checks failed", 1L, Long::sum));
        String word = !outcome.isGood() ? "unhealthy" : outcome.differences().isEmpty() ? "healthy" : "drifted";
        return new AuditEntry(
                at,
                "verify",
                word,
                actor,
                "",
                target.app(),
                target.environment(),
                server,
                target.namespace(),
                outcome.deployment().commit(),
                "",
                counts,
                outcome.deployment().id(),
                record.map(AuditEntry::digest).orElse(""));
    }
}
