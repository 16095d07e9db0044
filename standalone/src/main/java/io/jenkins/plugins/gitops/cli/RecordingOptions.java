package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import io.jenkins.plugins.gitops.core.record.SharedRecordStore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where records are kept by commands that write them. */
final class RecordingOptions {
    @Mixin
    private RecordOptions records;

    @Option(
            names = "--share-records",
            description =
                    "Keep the record of what has changed something in the cluster too, where show --shared finds it from"
                            + " any machine; the last ten of an app.")
    private boolean share;

    RecordStore open(ClusterGateway cluster, Target target, OutputOptions output) {
        return share
                ? new SharedRecordStore(records.open(), cluster, target.namespace(), output.progress()::warn)
                : records.open();
    }

    RecordOptions local() {
        return records;
    }
}
