package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.release.HelmRevision;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An app's deployments as a Helm release remembers them. What Helm has no room for, the record's id and the commit, is
 * kept in the description of each revision, where {@code helm history} shows it.
 */
public final class HelmHistory {
    private static final Pattern DESCRIPTION = Pattern.compile("gitops (\\S+) (\\S+) by (\\S+)(?:, (.*))?");
    private static final Pattern ROLLBACK = Pattern.compile("Rollback to (\\d+)");
    private static final String NO_COMMIT = "-";

    private HelmHistory() {}

    /** @return what {@code helm history} shall say: {@code gitops 20261122-… 0f3c… by me@host, Fix the port} */
    static String description(String id, DeployRequest request) {
        String commit = request.commit().map(at -> at.id()).orElse(NO_COMMIT);
        String subject = request.commit().map(at -> ", " + at.subject()).orElse("");
        return "gitops " + id + " " + commit + " by " + request.actor().replaceAll("\\s+", "_") + subject;
    }

    /** @return the deployments, newest first; the id of each is its revision */
    public static List<Deployment> of(List<HelmRevision> revisions) {
        return revisions.stream().map(HelmHistory::deployment).toList();
    }

    private static Deployment deployment(HelmRevision revision) {
        Matcher ours = DESCRIPTION.matcher(revision.description());
        boolean known = ours.matches();
        boolean rollback = ROLLBACK.matcher(revision.description()).matches();
        return new Deployment(
                String.valueOf(revision.revision()),
                rollback ? "rollback" : "deploy",
                state(revision.status()),
                known && !ours.group(2).equals(NO_COMMIT) ? ours.group(2) : "",
                known && ours.group(4) != null ? ours.group(4) : "",
                "",
                revision.chart() + ", " + (known ? "record " + ours.group(1) : revision.description()),
                known ? ours.group(3) : "",
                "",
                revision.updated());
    }

    /** Helm's status in our words; what is superseded was applied once. */
    private static String state(String status) {
        return status.equals("deployed") || status.equals("superseded") ? "applied" : "failed";
    }
}
