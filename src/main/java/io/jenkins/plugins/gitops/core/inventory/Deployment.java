package io.jenkins.plugins.gitops.core.inventory;

import java.time.Instant;

/**
 * One line of an app's history as the cluster keeps it.
 *
 * @param id the deployment's id, the same as its record's
 * @param kind {@code deploy}, {@code rollback} or {@code correct}
 * @param state {@code applied}, {@code verified}, {@code unhealthy} or {@code failed}
 * @param commit the full commit id; empty when the source was not in Git
 * @param subject the commit's first line
 * @param manifests the digest of what was applied, the name of its snapshot
 * @param summary what was changed: {@code 2 created, 1 updated}
 * @param actor who or what did it
 * @param reason why, when someone said so
 * @param at when it ended
 * @param audit with which entry the audit log of the machine ended before this one was noted; empty without a log
 */
public record Deployment(
        String id,
        String kind,
        String state,
        String commit,
        String subject,
        String manifests,
        String summary,
        String actor,
        String reason,
        Instant at,
        String audit) {
    /** The kind of a deployment that has put back what had drifted. */
    public static final String CORRECTION = "correct";

    /** @return whether it has put back the very content that the other has put back before */
    boolean repeats(Deployment other) {
        return kind.equals(CORRECTION) && other.kind.equals(CORRECTION) && manifests.equals(other.manifests);
    }

    /** A deployment of a machine that keeps no audit log. */
    public Deployment(
            String id,
            String kind,
            String state,
            String commit,
            String subject,
            String manifests,
            String summary,
            String actor,
            String reason,
            Instant at) {
        this(id, kind, state, commit, subject, manifests, summary, actor, reason, at, "");
    }

    /** @return this line with another state */
    public Deployment withState(String newState) {
        return new Deployment(id, kind, newState, commit, subject, manifests, summary, actor, reason, at, audit);
    }

    /** @return this line with what is known of the audit log now, when anything is */
    public Deployment withAudit(String anchor) {
        return anchor.isEmpty()
                ? this
                : new Deployment(id, kind, state, commit, subject, manifests, summary, actor, reason, at, anchor);
    }
}
