package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.Deploy;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.DeployRequestBuilder;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.flow.UnknownCommit;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.report.PolicyTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gitops deploy}: plan and apply. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = {
            "Bring the cluster to what a source declares: plan, lock, apply in stages, prune, record.",
            "Nothing is written when any object would be refused, others own fields of it, or too much would be deleted."
        },
        footer = {
            "",
            "Examples:",
            "  gitops deploy --path deploy --app webapp --environment prod -n shop",
            "  gitops deploy --path deploy --app webapp --environment prod -n shop --dry-run   # prints the plan's digest",
            "  gitops deploy --path deploy --app webapp --environment prod -n shop --plan sha256:…",
            "  gitops diff   --path deploy --app webapp --environment prod -n shop -o json > plan.json",
            "  gitops deploy --path deploy --app webapp --environment prod -n shop --plan plan.json",
            "  gitops deploy --path deploy --app webapp --environment prod -n shop --rollback --revision v1.4"
        })
final class DeployCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TargetOptions where;

    @Mixin
    private SourceOptions source;

    @Mixin
    private CheckOptions checks;

    @Mixin
    private DeployOptions options;

    @Mixin
    private ClusterOptions clusters;

    @Mixin
    private RecordingOptions records;

    @Mixin
    private OutputOptions output;

    @Mixin
    private DeployerOptions deployer;

    @Option(names = "--allow-older", description = "Allow a commit that is an ancestor of what is deployed.")
    private boolean allowOlder;

    @Option(
            names = "--rollback",
            description =
                    "It goes back, such as with --revision to an earlier commit: the commit may be older, hooks of a"
                            + " rollback are run, and the record says so.")
    private boolean rollback;

    @Option(
            names = "--unknown-commit",
            paramLabel = "WHAT",
            defaultValue = "warn",
            description = "When nobody can tell whether the commit is older than what is deployed (shallow clone,"
                    + " rewritten history): warn or refuse (default: ${DEFAULT-VALUE}).")
    private UnknownCommit unknownCommit;

    @Override
    public Integer call() {
        if (deployer.isHelm() && rollback) {
            throw new GitOpsException("Helm goes back to a revision that it remembers, not to a commit: gitops rollback"
                    + " --deployer helm --to REVISION");
        }
        try (SourceOptions.Opened opened = source.open(where.project(), where.environment())) {
            Target target = where.target(clusters, opened.settings());
            try (ClusterGateway cluster = clusters.open()) {
                return deployer.isHelm() ? helm(opened, cluster, target) : deploy(opened, cluster, target);
            }
        }
    }

    private int deploy(SourceOptions.Opened opened, ClusterGateway cluster, Target target) {
        Progress progress = output.progress();
        progress.phase("render");
        DeployRequest template = options.template(target, allowOlder);
        Destination destination = Destination.of(
                cluster, target, template.former(), template.planning().consent());
        SourceOptions.Loaded loaded = checks.verify(source.load(opened, target.app(), target.namespace(), destination));
        PolicyReport report = checks.check(loaded, opened.settings(), target.namespace(), cluster::version);
        PolicyTable.summary(report).forEach(progress::warn);
        loaded.rendered().warnings().forEach(progress::warn);
        progress.info(loaded.rendered().manifests().size() + " objects"
                + loaded.commit()
                        .map(commit -> " at " + commit.shortId() + " \"" + commit.subject() + "\"")
                        .orElse(", not from Git"));
        DeployRequestBuilder request = template.but()
                .unknownCommit(unknownCommit)
                .of(loaded.rendered().manifests(), loaded.commit(), loaded.facts())
                .hooks(loaded.rendered().hooks());
        DeployRequest complete = rollback ? request.rollback().allowOlder(true).build() : request.build();
        Deploy deploy = rollback
                ? Flow.back(cluster, target, records, loaded.git(), output)
                : Flow.deploy(cluster, target, records, loaded.git(), output);
        DeploymentRecord record =
                report.refusal().map(reason -> deploy.refuse(complete, reason)).orElseGet(() -> deploy.run(complete));
        return Flow.finish(record, output, options, spec.commandLine().getErr());
    }

    private int helm(SourceOptions.Opened opened, ClusterGateway cluster, Target target) {
        SourceOptions.Chart chart = source.chart(opened);
        Optional<Commit> commit = checks.verify(chart);
        DeployRequest request = options.template(target, allowOlder)
                .but()
                .of(List.of(), commit, chart.facts())
                .build();
        DeploymentRecord record = Flow.helm(
                        cluster, DeployerOptions.helm(clusters, target), target, records, chart.git(), output)
                .checking(checks.of(
                        commit, opened.settings(), target.namespace(), cluster::version, output.progress()::warn))
                .upgrade(request, Flow.upgrade(request, chart, source.release(chart, target.app())));
        return Flow.finish(record, output, options, spec.commandLine().getErr());
    }
}
