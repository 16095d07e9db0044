package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import io.jenkins.plugins.gitops.core.record.SharedRecordStore;
import io.jenkins.plugins.gitops.core.report.ConsoleReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops show}: one record. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Show the record of a deployment: what it did, to which objects, why, and how that ended. Needs no"
                        + " cluster.",
        footer = {
            "",
            "Examples:",
            "  gitops show --app webapp --environment prod                   # the newest",
            "  gitops show --app webapp --environment prod 20261122-1641 -o json",
            "  gitops show --app webapp --environment prod -n shop --shared  # from any machine"
        })
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private RecordedTarget target;

    @Mixin
    private ClusterOptions clusters;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--shared",
            description = "Look in the cluster too, where deploy --share-records has kept the records.")
    private boolean shared;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "With --shared: the environment's namespace (default: the context's).")
    private String namespace;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The deployment, or the beginning of its id (default: the newest).")
    private String id = "";

    @Override
    public Integer call() {
        DeploymentRecord record = shared ? inCluster() : target.find(id);
        if (output.isText()) {
            new ConsoleReport(output.colored()).record(record).forEach(output.out()::println);
        } else {
            output.data(RecordJson.toJson(record));
        }
        return Main.OK;
    }

    private DeploymentRecord inCluster() {
        try (ClusterGateway cluster = clusters.open()) {
            return target.find(
                    new SharedRecordStore(
                            target.records(),
                            cluster,
                            namespace == null ? clusters.access().namespace() : namespace,
                            warning -> {}),
                    id);
        }
    }
}
