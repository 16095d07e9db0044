package io.jenkins.plugins.gitops.actions;

import hudson.model.Run;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.report.Label;
import io.jenkins.plugins.gitops.core.report.SafeText;
import io.jenkins.plugins.gitops.core.report.Times;
import io.jenkins.plugins.gitops.core.report.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A deployment in a list. Texts are harmless to look at and must still be escaped. */
@Restricted(NoExternalUse.class)
public final class DeploymentLine {
    private final Run<?, ?> run;
    private final DeploymentEntry entry;

    DeploymentLine(Run<?, ?> run, DeploymentEntry entry) {
        this.run = run;
        this.entry = entry;
    }

    DeploymentEntry entry() {
        return entry;
    }

    /** @return how it went; what still runs although its build has ended was cut off */
    Label label() {
        boolean cutOff = entry.state() == State.RUNNING && !run.isBuilding();
        return cutOff ? new Label("✗", Messages.DeploymentLine_cutOff(), Tone.WARNING) : Label.of(entry.state());
    }

    /** @return {@code webapp → prod} */
    public String getTitle() {
        return getApp() + " → " + getEnvironment();
    }

    public String getApp() {
        return SafeText.line(entry.getApp());
    }

    public String getEnvironment() {
        return SafeText.line(entry.getEnvironment());
    }

    /** @return sign and word of how it went */
    public String getState() {
        return label().toString();
    }

    /** @return the style of how it went */
    public String getStyle() {
        return "gitops-" + label().tone().css();
    }

    /** @return what it was, when it was no plain deployment; else empty */
    public String getKind() {
        return switch (entry.getKind()) {
            case "deploy" -> "";
            case "correct" -> Messages.DeploymentLine_correction();
            default -> entry.getKind().replace('-', ' ');
        };
    }

    /** @return {@code 2 created, 1 updated}; {@code 2 to create} while nothing was done */
    public String getCounts() {
        boolean planned = entry.state() == State.PLANNED;
        String counts = Stream.of(
                        count(entry.getCreated(), planned, "created", "to create"),
                        count(entry.getUpdated(), planned, "updated", "to update"),
                        count(entry.getPruned(), planned, "pruned", "to prune"),
                        count(entry.getFailed(), planned, "failed", "in conflict"),
                        count(entry.getUnchanged(), planned, "unchanged", "unchanged"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return entry.getDrifted() == 0 ? counts : counts + ", " + Messages.DeploymentLine_drifted(entry.getDrifted());
    }

    private static String count(int number, boolean planned, String done, String wanted) {
        return number == 0 ? "" : number + " " + (planned ? wanted : done);
    }

    public boolean isDrifted() {
        return entry.getDrifted() > 0;
    }

    public String getMessage() {
        return SafeText.line(entry.getMessage());
    }

    public String getCommit() {
        return SafeText.line(entry.getCommit());
    }

    public String getActor() {
        return SafeText.line(entry.getActor());
    }

    /** @return when it began, in UTC to the minute */
    public String getStarted() {
        return Times.minutes(Instant.ofEpochMilli(entry.getStarted()));
    }

    /** @return how long it took; empty while it runs */
    public String getDuration() {
        return entry.getFinished() == 0 ? "" : Times.duration(took());
    }

    Duration took() {
        return Duration.ofMillis(Math.max(0, entry.getFinished() - entry.getStarted()));
    }

    /** @return {@code #12} */
    public String getBuild() {
        return SafeText.line(run.getDisplayName());
    }

    /** @return the build's address below Jenkins */
    public String getBuildUrl() {
        return run.getUrl();
    }

    /** @return the status icon of the build */
    public String getBuildIcon() {
        return "symbol-status-" + run.getIconColor().getIconName();
    }

    public String getBuildStatus() {
        return run.getIconColor().getDescription();
    }

    /** @return the address of its page below Jenkins */
    public String getUrl() {
        return run.getUrl() + GitOpsBuildAction.URL + "/deployment/" + entry.getId() + "/";
    }
}
