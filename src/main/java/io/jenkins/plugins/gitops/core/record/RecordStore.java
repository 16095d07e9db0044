package io.jenkins.plugins.gitops.core.record;

import java.util.List;
import java.util.Optional;

/** Where records are kept. Saving a record of the same id replaces it as a whole or not at all. */
public interface RecordStore {
    /** Stores the record's present state. */
    void save(DeploymentRecord record);

    /** @return the record, or empty when there is none of that id for the app and environment */
    Optional<DeploymentRecord> load(String app, String environment, String id);

    /** @return the ids of the records of the app and environment, newest first */
    List<String> ids(String app, String environment);

    /** @return a store that keeps nothing */
    static RecordStore none() {
        return new RecordStore() {
            @Override
            public void save(DeploymentRecord record) {}

            @Override
            public Optional<DeploymentRecord> load(String app, String environment, String id) {
                return Optional.empty();
            }

            @Override
            public List<String> ids(String app, String environment) {
                return List.of();
            }
        };
    }
}
