package io.jenkins.plugins.gitops.actions;

import hudson.model.Run;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Walks over the builds of a job, never over more than a bounded number: each that is not in memory is read from the disk. */
final class Builds {
    private static final int MOST = 100;

    private Builds() {}

    /** @return the build and those before it, newest first */
    static Stream<Run<?, ?>> backwards(Run<?, ?> from) {
        return Stream.<Run<?, ?>>iterate(from, Objects::nonNull, Run::getPreviousBuild)
                .limit(MOST);
    }

    /** @return the build and those after it, oldest first */
    static Stream<Run<?, ?>> forwards(Run<?, ?> from) {
        return Stream.<Run<?, ?>>iterate(from, Objects::nonNull, Run::getNextBuild)
                .limit(MOST);
    }

    /** @return what the build has deployed; empty when it has nothing to do with deployments */
    static Optional<GitOpsBuildAction> deployments(Run<?, ?> build) {
        return Optional.ofNullable(build.getAction(GitOpsBuildAction.class));
    }
}
