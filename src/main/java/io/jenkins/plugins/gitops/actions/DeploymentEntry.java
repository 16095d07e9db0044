package io.jenkins.plugins.gitops.actions;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.report.SafeText;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What {@code build.xml} keeps of a deployment, less than a kilobyte: enough for lists and links. The rest is in the record's own
 * file. Words are kept as texts, so that a build that was written by a newer version can still be loaded.
 */
@ExportedBean(defaultVisibility = 2)
public final class DeploymentEntry {
    private static final int LONGEST = 160;

    private final String id;
    private final String app;
    private final String environment;
    private final String namespace;
    private final String kind;
    private final String state;
    private final String message;
    private final String actor;
    private final String commit;
    private final String digest;
    private final int created;
    private final int updated;
    private final int pruned;
    private final int unchanged;
    private final int failed;
    private final int drifted;
    private final long started;
    private final long finished;

    private DeploymentEntry(DeploymentRecord record) {
        id = record.id();
        app = record.app();
        environment = record.environment();
        namespace = record.namespace();
        kind = word(record.kind());
        state = word(record.state());
        message = SafeText.cut(record.message().lines().findFirst().orElse(""), LONGEST);
        actor = SafeText.cut(record.actor(), LONGEST);
        commit = record.commit().map(Commit::shortId).orElse("");
        digest = record.plan().map(Plan::digest).orElse("");
        boolean begun = !record.results().isEmpty();
        created = count(record, begun, Action.CREATE, Outcome.CREATED);
        updated = count(record, begun, Action.UPDATE, Outcome.UPDATED)
                + count(record, begun, Action.REPLACE, Outcome.REPLACED);
        pruned = count(record, begun, Action.PRUNE, Outcome.PRUNED);
        unchanged = count(record, begun, Action.UNCHANGED, Outcome.UNCHANGED);
        failed = count(record, begun, Action.CONFLICT, Outcome.FAILED);
        drifted = record.drift().size();
        started = record.started().toEpochMilli();
        finished = record.finished().map(Instant::toEpochMilli).orElse(0L);
    }

    /** @return the entry of a record as it stands */
    @NonNull
    static DeploymentEntry of(DeploymentRecord record) {
        return new DeploymentEntry(record);
    }

    /** Results when there are any, else what the plan has. */
    private static int count(DeploymentRecord record, boolean begun, Action planned, Outcome done) {
        if (begun) {
            return (int) (long) record.outcomes().getOrDefault(done, 0L);
        }
        return (int) (long) record.plan()
                .map(plan -> plan.changes().stream()
                        .filter(change -> change.action() == planned)
                        .count())
                .orElse(0L);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return whether this entry says so much more than that one that {@code build.xml} is worth to be written again */
    boolean isWorthSaving(DeploymentEntry before) {
        return !getState().equals(before.getState())
                || !getPlanDigest().equals(before.getPlanDigest())
                || drifted != before.drifted
                || finished != before.finished;
    }

    /** @return whether it is of this app and environment */
    boolean isOf(String otherApp, String otherEnvironment) {
        return otherApp.equals(app) && otherEnvironment.equals(environment);
    }

    /** @return how far it came; {@link State#RUNNING} for a word of a newer version */
    @NonNull
    public State state() {
        return Arrays.stream(State.values())
                .filter(value -> word(value).equals(state))
                .findFirst()
                .orElse(State.RUNNING);
    }

    /** @return the record's id, see {@link io.jenkins.plugins.gitops.core.record.RecordIds} */
    @Exported
    public String getId() {
        return text(id);
    }

    @Exported
    public String getApp() {
        return text(app);
    }

    @Exported
    public String getEnvironment() {
        return text(environment);
    }

    @Exported
    public String getNamespace() {
        return text(namespace);
    }

    /** @return {@code deploy}, {@code dry-run}, {@code rollback} or {@code correct} */
    @Exported
    public String getKind() {
        return text(kind);
    }

    /** @return {@code running}, {@code planned}, {@code applied}, {@code verified}, {@code failed} or {@code aborted} */
    @Exported
    public String getState() {
        return text(state);
    }

    /** @return the first line of why it ended as it did, possibly cut; empty when all went well */
    @Exported
    public String getMessage() {
        return text(message);
    }

    /** @return who or what started it, possibly cut */
    @Exported
    public String getActor() {
        return text(actor);
    }

    /** @return the short id of the commit; empty when the source was not in Git */
    @Exported
    public String getCommit() {
        return text(commit);
    }

    /** @return the digest of the plan; empty before there is one */
    @Exported
    public String getPlanDigest() {
        return text(digest);
    }

    @Exported
    public int getCreated() {
        return created;
    }

    /** @return how many objects were updated or replaced */
    @Exported
    public int getUpdated() {
        return updated;
    }

    @Exported
    public int getPruned() {
        return pruned;
    }

    @Exported
    public int getUnchanged() {
        return unchanged;
    }

    @Exported
    public int getFailed() {
        return failed;
    }

    /** @return in how many fields or objects the cluster was found to differ from what was applied */
    @Exported
    public int getDrifted() {
        return drifted;
    }

    /** @return when it began, in milliseconds since 1970 */
    @Exported
    public long getStarted() {
        return started;
    }

    /** @return when it ended, in milliseconds since 1970; 0 while it runs */
    @Exported
    public long getFinished() {
        return finished;
    }

    /** Texts that were added later are null in older builds. */
    private static String text(String value) {
        return value == null ? "" : value;
    }

    @Override
    public String toString() {
        return app + " to " + environment + " (" + id + ", " + state + ")";
    }
}
