package io.jenkins.plugins.gitops.actions;

import hudson.model.Run;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was deployed before and after, of the same app to the same environment and by the same job. Plans are passed over:
 * they have changed nothing.
 */
record Neighbourhood(Run<?, ?> run, DeploymentEntry entry) {
    private static final Comparator<DeploymentLine> BY_ID =
            Comparator.comparing(line -> line.entry().getId());

    Optional<DeploymentLine> previous() {
        return first(Builds.backwards(run), -1, BY_ID.reversed());
    }

    Optional<DeploymentLine> next() {
        return first(Builds.forwards(run), 1, BY_ID);
    }

    /** A later build may hold this deployment too, when it has verified it; ids sort by time. */
    private Optional<DeploymentLine> first(Stream<Run<?, ?>> builds, int side, Comparator<DeploymentLine> nearest) {
        return builds.flatMap(build -> lines(build, side).sorted(nearest)).findFirst();
    }

    private Stream<DeploymentLine> lines(Run<?, ?> build, int side) {
        return Builds.deployments(build).stream()
                .flatMap(action -> action.getDeployments().stream())
                .filter(other -> other.isOf(entry.getApp(), entry.getEnvironment()))
                .filter(other -> !other.getKind().equals("dry-run"))
                .filter(other -> Integer.signum(other.getId().compareTo(entry.getId())) == side)
                .map(other -> new DeploymentLine(build, other));
    }
}
