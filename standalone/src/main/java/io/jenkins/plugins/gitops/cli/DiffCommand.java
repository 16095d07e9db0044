package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.HelmDeploy;
import io.jenkins.plugins.gitops.core.flow.Preview;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.PlanJson;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import io.jenkins.plugins.gitops.core.report.ConsoleDiff;
import io.jenkins.plugins.gitops.core.report.ConsoleReport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops diff}: what a deployment would change. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Show what a deployment would change in the cluster. Writes nothing, not even a record.",
        footer = {
            "",
            "Examples:",
            "  gitops diff --path deploy --app webapp -n shop",
            "  gitops diff --path deploy --app webapp -n shop --unified=5",
            "  gitops diff --path deploy --app webapp -n shop --detailed-exitcode; [ $? -eq 2 ] && echo changes"
        })
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions where;

    @Mixin
    private SourceOptions source;

    @Mixin
    private CheckOptions checks;

    @Mixin
    private PlanningOptions planning;

    @Mixin
    private DeployerOptions deployer;

    @Mixin
    private ClusterOptions clusters;

    @Mixin
    private OutputOptions output;

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when there is something to change.")
    private boolean detailedExitCode;

    @Option(
            names = "--unified",
            arity = "0..1",
            paramLabel = "N",
            fallbackValue = "3",
            description = "Print one unified diff of the objects' YAML with N lines of context (default: 3), as diff -u"
                    + " and kubectl diff do.")
    private Integer unified;

    @Option(
            names = "--diff-lines",
            paramLabel = "N",
            description = "With --unified: how many lines of one object's diff to print (default: ${DEFAULT-VALUE}).")
    private int diffLines = 1000;

    @Override
    public Integer call() {
        try (SourceOptions.Opened opened = source.open(where.project(), where.environment())) {
            Target target = where.target(clusters, opened.settings());
            try (ClusterGateway cluster = clusters.open()) {
                return deployer.isHelm() ? helm(opened, cluster, target) : diff(opened, cluster, target);
            }
        }
    }

    private int diff(SourceOptions.Opened opened, ClusterGateway cluster, Target target) {
        SourceOptions.Destination destination = SourceOptions.Destination.of(
                cluster, target, planning.former(), planning.options().consent());
        SourceOptions.Loaded loaded = checks.require(
                source.load(opened, target.app(), target.namespace(), destination),
                opened.settings(),
                target.namespace(),
                cluster::version,
                output.progress()::warn);
        return show(new Preview(cluster, planning.options(), output.progress()::warn)
                .of(target, planning.former(), loaded.rendered().declared()));
    }

    private int helm(SourceOptions.Opened opened, ClusterGateway cluster, Target target) {
        SourceOptions.Chart chart = source.chart(opened);
        checks.requireSigned(chart, opened.settings());
        DeployRequest request = DeployRequest.to(target)
                .kind(Kind.DRY_RUN)
                .planning(planning.options())
                .allowOlder(true)
                .build();
        DeploymentRecord record = new HelmDeploy(
                        cluster,
                        DeployerOptions.helm(clusters, target),
                        RecordStore.none(),
                        Optional.empty(),
                        Clock.systemUTC(),
                        output.progress())
                .upgrade(request, Flow.upgrade(request, chart, source.release(chart, target.app())));
        return show(record.plan().orElseThrow(() -> new GitOpsException(record.message())));
    }

    private int show(Plan plan) {
        if (output.isText()) {
            text(plan).forEach(output.out()::println);
        } else {
            output.data(PlanJson.toJson(plan));
        }
        return detailedExitCode && plan.hasChanges() ? Main.DIFFERENT : Main.OK;
    }

    private List<String> text(Plan plan) {
        return unified == null
                ? new ConsoleReport(output.colored()).plan(plan)
                : new ConsoleDiff(output.colored(), Math.max(0, unified), diffLines).plan(plan);
    }
}
