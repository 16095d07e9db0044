package io.jenkins.plugins.gitops.actions;

import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of a job as one of its builds sees them. What is saved stays with this build, also when it is about a deployment
 * of an earlier one: each build holds what it has found itself.
 */
final class BuildRecords implements RecordStore {
    private final GitOpsBuildAction action;

    BuildRecords(GitOpsBuildAction action) {
        this.action = action;
    }

    @Override
    public void save(DeploymentRecord record) {
        action.save(record);
    }

    @Override
    public Optional<DeploymentRecord> load(String app, String environment, String id) {
        return builds().filter(build -> build.getDeployments().stream()
                        .anyMatch(entry -> entry.getId().equals(id) && entry.isOf(app, environment)))
                .findFirst()
                .flatMap(build -> build.load(id))
                .filter(record ->
                        record.app().equals(app) && record.environment().equals(environment));
    }

    @Override
    public List<String> ids(String app, String environment) {
        return builds().flatMap(build -> build.getDeployments().stream())
                .filter(entry -> entry.isOf(app, environment))
                .map(DeploymentEntry::getId)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private Stream<GitOpsBuildAction> builds() {
        return Builds.backwards(action.run()).map(Builds::deployments).flatMap(Optional::stream);
    }
}
