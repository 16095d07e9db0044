package io.jenkins.plugins.gitops.core.audit;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that was done. It holds no value of any object: what it was in detail says the record, to which the entry is
 * bound by its digest.
 *
 * @param at when it ended
 * @param event {@code deploy}, {@code rollback}, {@code correct}, {@code plan}, {@code verify}, or {@code note} of the log
 *     about itself
 * @param outcome how it ended: {@code planned}, {@code applied}, {@code refused} when nothing was written, {@code failed},
 *     {@code aborted}; of a check {@code healthy}, {@code drifted} or {@code unhealthy}
 * @param actor who did it
 * @param reason why, when someone said so; of a note what it says
 * @param app the app
 * @param environment the environment
 * @param server the API server's URL
 * @param namespace the environment's namespace
 * @param commit the full commit id; empty without Git
 * @param plan the plan's digest; empty when there was none
 * @param counts how many objects had each outcome
 * @param record the record's id
 * @param digest the digest of the record's JSON as it was then; empty when there is no record at hand
 */
public record AuditEntry(
        Instant at,
        String event,
        String outcome,
        String actor,
        String reason,
        String app,
        String environment,
        String server,
        String namespace,
        String commit,
        String plan,
        Map<String, Long> counts,
        String record,
        String digest) {
    /** The event of an entry by which the log tells what it has found of itself. */
    public static final String NOTE = "note";

    public AuditEntry {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** @return the end of what a finished record tells of */
    public static AuditEntry of(DeploymentRecord record, Instant at) {
        Map<String, Long> counts = new LinkedHashMap<>();
        record.outcomes().forEach((outcome, count) -> counts.put(word(outcome), count));
        boolean refused = record.state() == State.FAILED && counts.isEmpty();
        return new AuditEntry(
                at,
                record.kind() == Kind.DRY_RUN ? "plan" : word(record.kind()),
                refused ? "refused" : word(record.state()),
                record.actor(),
                record.reason(),
                record.app(),
                record.environment(),
                record.server(),
                record.namespace(),
                record.commit().map(Commit::id).orElse(""),
                record.plan().map(Plan::digest).orElse(""),
                counts,
                record.id(),
                digest(record));
    }

    /** @return what the log has found of itself */
    static AuditEntry note(Instant at, String text) {
        return new AuditEntry(at, NOTE, "", "", text, "", "", "", "", "", "", Map.of(), "", "");
    }

    /** @return the digest that binds an entry to a record, over the canonical form of its JSON */
    public static String digest(DeploymentRecord record) {
        return Digest.of(RecordJson.toJson(record));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
