package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.gitops.actions.DeploymentEntry;
import io.jenkins.plugins.gitops.actions.GitOpsBuildAction;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.sandbox.http.LoggedRequest;
import io.jenkins.plugins.gitops.service.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is restarted in the middle: the build goes on with what is left to do. */
class RestartITest {
    private static final int OBJECTS = 60;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Path WORKLOAD = Path.of("examples/webapp/deploy/deployment.yaml");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = TestCluster.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void shouldApplyEveryObjectOnce() throws Throwable {
        sandbox.faults()
                .on("PATCH", ".*/configmaps/map-.*")
                .write()
                .when(request -> applied().size() >= OBJECTS / 2)
                .always()
                .hang();
        sessions.then(jenkins -> {
            begin(
                    jenkins,
                    "def p = gitopsDeploy app: 'webapp', environment: 'prod', dryRun: true\n"
                            + "gitopsDeploy app: 'webapp', environment: 'prod', plan: p.planDigest\n");
            Sandbox.await(LONG, () -> applied().size() >= OBJECTS / 2);
        });
        sandbox.faults().clear();
        sessions.then(jenkins -> {
            WorkflowRun run = end(jenkins, Result.SUCCESS);

            jenkins.assertLogContains("Jenkins was restarted", run);
            assertThat(GitOpsBuildAction.of(run).getDeployments())
                    .extracting(DeploymentEntry::getState)
                    .containsExactlyInAnyOrder("planned", "aborted", "applied");
            assertThat(applied()).hasSize(OBJECTS);
            assertThat(applied().values()).containsOnly(1L);
        });
    }

    @Test
    void shouldGoOnWaiting() throws Throwable {
        sandbox.workloads(false); // so that nothing becomes healthy
        sessions.then(jenkins -> {
            WorkflowRun run = begin(
                    jenkins,
                    "gitopsDeploy app: 'webapp', environment: 'prod'\n"
                            + "gitopsVerify app: 'webapp', environment: 'prod', timeoutSeconds: 120\n");
            jenkins.waitForMessage("== verify", run);
        });
        sandbox.workloads(true);
        sessions.then(jenkins -> {
            WorkflowRun run = end(jenkins, Result.SUCCESS);

            assertThat(GitOpsBuildAction.of(run).getDeployments())
                    .extracting(DeploymentEntry::getState)
                    .containsExactly("verified");
        });
    }

    private WorkflowRun begin(JenkinsRule jenkins, String script) throws Exception {
        TestCluster.configure(sandbox.kubeconfig());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "web");
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        workspace.child("web.yaml").write(Files.readString(WORKLOAD), "UTF-8");
        for (int i = 0; i < OBJECTS; i++) {
            workspace
                    .child("map-" + i + ".yaml")
                    .write("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map-" + i + "\n", "UTF-8");
        }
        job.setDefinition(
                new CpsFlowDefinition("node { gitopsRender app: 'webapp', environment: 'prod' }\n" + script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun end(JenkinsRule jenkins, Result result) throws Exception {
        WorkflowRun run =
                jenkins.jenkins.getItemByFullName("web", WorkflowJob.class).getBuildByNumber(1);
        return jenkins.assertBuildStatus(result, jenkins.waitForCompletion(run));
    }

    /** @return how often each object was written */
    private Map<String, Long> applied() {
        return sandbox.requests().all().stream()
                .filter(LoggedRequest::isWrite)
                .filter(request -> request.path().contains("/configmaps/map-") && request.status() / 100 == 2)
                .collect(Collectors.groupingBy(LoggedRequest::path, Collectors.counting()));
    }
}
