package io.jenkins.plugins.gitops.service;

import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.actions.GitOpsBuildAction;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.config.Environments;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.audit.AuditLog;
import io.jenkins.plugins.gitops.core.audit.FileAuditLog;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.Deploy;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.CommitGraph;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import io.jenkins.plugins.gitops.core.report.ConsoleReport;
import io.jenkins.plugins.gitops.credentials.ClusterLogin;
import io.jenkins.plugins.gitops.credentials.MaskedLog;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMHead;

/** A build at an environment's cluster: opened with the environment's credentials, whose values its log never shows. */
final class ClusterSession implements AutoCloseable {
    private final Run<?, ?> run;
    private final GitOpsEnvironment environment;
    private final Target target;
    private final ClusterGateway cluster;
    private final PrintStream log;
    private final Progress progress;
    private Consumer<String> started = id -> {};

    private ClusterSession(
            Run<?, ?> run, GitOpsEnvironment environment, Target target, ClusterGateway cluster, PrintStream log) {
        this.run = run;
        this.environment = environment;
        this.target = target;
        this.cluster = cluster;
        this.log = log;
        this.progress = new BuildProgress(log);
    }

    /**
     * Opens it.
     *
     * @throws io.jenkins.plugins.gitops.core.GitOpsException when there is no such environment for the build's job, the
     *     job or branch may not use it, or its credentials are not there
     */
    static ClusterSession open(Run<?, ?> run, TaskListener listener, String app, String name) {
        GitOpsEnvironment environment = Environments.require(run.getParent(), name);
        Environments.checkAllowed(environment, run, branch(run, app, name));
        ClusterLogin login = ClusterLogin.of(environment, run);
        String namespace = environment.getNamespace() == null ? login.access().namespace() : environment.getNamespace();
        return new ClusterSession(
                run,
                environment,
                new Target(app, name, namespace),
                login.access().open(Retry.DEFAULT),
                MaskedLog.masking(listener, login.secrets()).getLogger());
    }

    /** That of a multibranch project is sure; that of what was rendered is what the agent says. */
    private static String branch(Run<?, ?> run, String app, String environment) {
        SCMHead head = SCMHead.HeadByItem.findHead(run.getParent());
        return head == null
                ? new StoredRenders(run)
                        .find(app, environment)
                        .flatMap(StoredRender::commit)
                        .map(Commit::branch)
                        .orElse("")
                : head.getName();
    }

    /**
     * Names who is told the id of each record that is begun.
     *
     * @return this
     */
    ClusterSession telling(Consumer<String> listener) {
        started = listener;
        return this;
    }

    GitOpsEnvironment environment() {
        return environment;
    }

    Target target() {
        return target;
    }

    ClusterGateway cluster() {
        return cluster;
    }

    PrintStream log() {
        return log;
    }

    Progress progress() {
        return progress;
    }

    /** @return the records of the build; looking further back, those of its job */
    RecordStore records() {
        return new FirstSaves(GitOpsBuildAction.of(run).records(), started);
    }

    /** @return the log of this controller */
    AuditLog audit() {
        return new FileAuditLog(Path.of(Jenkins.get().getRootDir().getPath(), "gitops", "audit"));
    }

    /** @return who deploys, for record and lock: {@code shop/webapp #12, started by Ada} */
    String actor() {
        Cause.UserIdCause user = run.getCause(Cause.UserIdCause.class);
        return run.getFullDisplayName() + (user == null ? "" : ", started by " + user.getUserName());
    }

    /** @return what deploys here, and shows its plan in the log before it does anything */
    Deploy deploy(Optional<? extends CommitGraph> git) {
        return new Deploy(cluster, records(), git, Clock.systemUTC(), progress)
                .auditedBy(audit())
                .telling(this::show);
    }

    private void show(Plan plan) {
        new ConsoleReport(false).plan(StepWords.of(plan)).forEach(log::println);
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** Tells the id of a record when it is saved for the first time; what is kept speaks of the steps' options. */
    private record FirstSaves(RecordStore records, Consumer<String> listener) implements RecordStore {
        @Override
        public void save(DeploymentRecord record) {
            boolean first = record.state() == DeploymentRecord.State.RUNNING
                    && record.plan().isEmpty()
                    && record.timings().isEmpty();
            records.save(StepWords.of(record));
            if (first) {
                listener.accept(record.id());
            }
        }

        @Override
        public Optional<DeploymentRecord> load(String app, String environment, String id) {
            return records.load(app, environment, id);
        }

        @Override
        public List<String> ids(String app, String environment) {
            return records.ids(app, environment);
        }
    }
}
