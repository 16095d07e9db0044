package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose records are meant, where no cluster is needed. */
final class RecordedTarget {
    @Option(names = "--app", paramLabel = "NAME", required = true, description = "The app.")
    private String app;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The environment (default: ${DEFAULT-VALUE}).")
    private String environment;

    @Mixin
    private RecordOptions records;

    /**
     * @param begin the beginning of an id; empty for the newest
     * @throws GitOpsException when no record begins so, or several do
     */
    DeploymentRecord find(String begin) {
        return find(records.open(), begin);
    }

    RecordStore records() {
        return records.open();
    }

    /** Does the same in another store. */
    DeploymentRecord find(RecordStore store, String begin) {
        List<String> ids = store.ids(app, environment).stream()
                .filter(id -> id.startsWith(begin))
                .toList();
        if (ids.isEmpty()) {
            throw new GitOpsException(
                    "there is no record " + (begin.isEmpty() ? "" : "\"" + begin + "\" ") + "of app \"" + app
                            + "\" in environment \"" + environment + "\" under " + records.directory()
                            + "; records are on the machine that deployed, name their place with --records; and those of"
                            + " deploy --share-records in the cluster: show --shared");
        }
        if (!begin.isEmpty() && ids.size() > 1) {
            throw new GitOpsException("\"" + begin + "\" begins the id of " + ids.size() + " records: "
                    + String.join(", ", ids) + "; give more of it");
        }
        return store.load(app, environment, ids.get(0)).orElseThrow();
    }

    /** @return all records, newest first */
    List<DeploymentRecord> all() {
        RecordStore store = records.open();
        return store.ids(app, environment).stream()
                .flatMap(id -> store.load(app, environment, id).stream())
                .toList();
    }
}
