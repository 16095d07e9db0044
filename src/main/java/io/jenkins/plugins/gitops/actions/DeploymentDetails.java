package io.jenkins.plugins.gitops.actions;

import hudson.Extension;
import hudson.model.Run;
import java.util.List;
import java.util.Optional;
import jenkins.model.details.Detail;
import jenkins.model.details.DetailFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Says below the name of a build what it has deployed where: {@code webapp → prod @ 1a2b3c4d5}. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes") // type() of the base class wants it so
public final class DeploymentDetails extends DetailFactory<Run> {
    /** The bar has one line. */
    private static final int MOST = 2;

    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public List<? extends Detail> createFor(Run run) {
        return Optional.ofNullable(((Run<?, ?>) run).getAction(GitOpsBuildAction.class))
                .map(GitOpsBuildAction::getLines)
                .orElse(List.of())
                .stream()
                .limit(MOST)
                .map(line -> new Item(run, line))
                .toList();
    }

    private static final class Item extends Detail {
        private final DeploymentLine line;

        Item(Run<?, ?> run, DeploymentLine line) {
            super(run);
            this.line = line;
        }

        @Override
        public String getIconClassName() {
            return GitOpsBuildAction.ICON;
        }

        @Override
        public String getDisplayName() {
            return line.getCommit().isEmpty() ? line.getTitle() : line.getTitle() + " @ " + line.getCommit();
        }

        @Override
        public String getLink() {
            return GitOpsBuildAction.URL + "/deployment/" + line.entry().getId() + "/";
        }
    }
}
