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
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops diff}: what a deployment would change. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Show what a deployment would change in the cluster. Writes nothing, not even a record.",
            "With two deployments or two environments: show how they differ, as compare does."
        },
        footer = {
            "",
            "Examples:",
            "  gitops diff --path deploy --app webapp -n shop",
            "  gitops diff --path deploy --app webapp -n shop --unified=5",
            "  gitops diff --path deploy --app webapp -n shop --detailed-exitcode; [ $? -eq 2 ] && echo changes",
            "  gitops diff --app webapp --environment prod -n shop 20261122-1641 20261123-0902",
            "  gitops diff --app webapp staging/shop-staging prod/shop"
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

    @Parameters(
            arity = "0..2",
            paramLabel = "SIDE",
            description = "Two deployments (ids, or beginnings of them), or two environments (NAME or NAME/NAMESPACE),"
                    + " instead of a source.")
    private List<String> sides = List.of();

    @Override
    public Integer call() {
        if (!sides.isEmpty()) {
            return compare(where.target(clusters, Optional.empty()));
        }
        try (SourceOptions.Opened opened = source.open(where.project(), where.environment())) {
            Target target = where.target(clusters, opened.settings());
            try (ClusterGateway cluster = clusters.open()) {
                return deployer.isHelm() ? helm(opened, cluster, target) : diff(opened, cluster, target);
            }
        }
    }

    private int compare(Target target) {
        if (sides.size() != 2 || source.isGiven()) {
            throw new GitOpsException("diff compares a source with the cluster (--path or --manifests), or two"
                    + " deployments or environments with each other (diff FIRST SECOND)");
        }
        Side first = Side.parse(sides.get(0), target);
        Side second = Side.parse(sides.get(1), target);
        return new Comparing(clusters, planning.options().fields(), output)
                .run(first.target, first.id, second.target, second.id, clusters.access(), detailedExitCode);
    }

    /** A deployment, or what an environment has now. */
    private record Side(Target target, String id) {
        private static final Pattern ID = Pattern.compile("\\d{8}(-[0-9a-f-]*)?");

        static Side parse(String given, Target target) {
            if (ID.matcher(given).matches()) {
                return new Side(target, given);
            }
            int slash = given.lastIndexOf('/');
            return slash < 0
                    ? new Side(new Target(target.app(), given, target.namespace()), "")
                    : new Side(new Target(target.app(), given.substring(0, slash), given.substring(slash + 1)), "");
        }
    }

    private int diff(SourceOptions.Opened opened, ClusterGateway cluster, Target target) {
        Destination destination = Destination.of(
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
                .checking(checks.of(
                        checks.verify(chart),
                        opened.settings(),
                        target.namespace(),
                        cluster::version,
                        output.progress()::warn))
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
