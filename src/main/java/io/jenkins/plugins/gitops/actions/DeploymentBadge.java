package io.jenkins.plugins.gitops.actions;

import io.jenkins.plugins.gitops.core.report.Tone;
import java.util.List;
import java.util.function.Predicate;
import jenkins.management.Badge;

/** The badge on the tab of deployments: nothing while all is well, else the worst that is to be said. */
final class DeploymentBadge {
    private DeploymentBadge() {}

    /** @return the badge, or null */
    static Badge of(List<DeploymentLine> lines) {
        long failed = count(lines, line -> line.label().tone() == Tone.BAD);
        if (failed > 0) {
            return new Badge(
                    Messages.DeploymentBadge_failed(),
                    Messages.DeploymentBadge_failedOf(failed),
                    Badge.Severity.DANGER);
        }
        long drifted = count(lines, DeploymentLine::isDrifted);
        if (drifted > 0) {
            return new Badge(
                    Messages.DeploymentBadge_drift(),
                    Messages.DeploymentBadge_driftOf(drifted),
                    Badge.Severity.WARNING);
        }
        long stopped = count(lines, line -> line.label().tone() == Tone.WARNING);
        return stopped == 0
                ? null
                : new Badge(
                        Messages.DeploymentBadge_stopped(),
                        Messages.DeploymentBadge_stoppedOf(stopped),
                        Badge.Severity.WARNING);
    }

    private static long count(List<DeploymentLine> lines, Predicate<DeploymentLine> which) {
        return lines.stream().filter(which).count();
    }
}
