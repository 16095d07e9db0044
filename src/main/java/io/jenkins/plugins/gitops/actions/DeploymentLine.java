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

    /** @return {@code 2 created, 1 updated, 5 unchanged}; {@code 2 to create} while nothing was done */
    public String getCounts() {
        return Stream.concat(changes(), count(entry.getUnchanged(), "unchanged", "unchanged"))
                .collect(Collectors.joining(", "));
    }

    /** @return the same without what is unchanged, unless that is all */
    public String getChanges() {
        String changes = changes().collect(Collectors.joining(", "));
        return changes.isEmpty() ? getCounts() : changes;
    }

    private Stream<String> changes() {
        return Stream.of(
                        count(entry.getCreated(), "created", "to create"),
                        count(entry.getUpdated(), "updated", "to update"),
                        count(entry.getPruned(), "pruned", "to prune"),
                        count(entry.getFailed(), "failed", "in conflict"),
                        count(entry.getDrifted(), "drifted", "drifted"))
                .flatMap(text -> text);
    }

    private Stream<String> count(int number, String done, String wanted) {
        boolean planned = entry.state() == State.PLANNED;
        return number == 0 ? Stream.empty() : Stream.of(number + " " + (planned ? wanted : done));
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
