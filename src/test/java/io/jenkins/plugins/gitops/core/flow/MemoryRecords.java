package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records in memory: the newest state of each, in the order in which they were begun. */
final class MemoryRecords implements RecordStore {
    private final Map<String, DeploymentRecord> records = new LinkedHashMap<>();

    @Override
    public synchronized void save(DeploymentRecord record) {
        records.put(record.id(), record);
    }

    @Override
    public synchronized Optional<DeploymentRecord> load(String app, String environment, String id) {
        return Optional.ofNullable(records.get(id))
                .filter(record ->
                        record.app().equals(app) && record.environment().equals(environment));
    }

    @Override
    public synchronized List<String> ids(String app, String environment) {
        List<String> ids = new ArrayList<>(records.keySet());
        java.util.Collections.reverse(ids);
        return ids;
    }

    synchronized void forget() {
        records.clear();
    }

    synchronized DeploymentRecord last() {
        return new ArrayList<>(records.values()).get(records.size() - 1);
    }
}
