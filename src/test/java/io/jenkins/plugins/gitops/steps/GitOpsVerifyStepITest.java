package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gitops.actions.DeploymentEntry;
import io.jenkins.plugins.gitops.actions.GitOpsBuildAction;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.service.TestCluster;
import java.io.File;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a build becomes when the cluster is not as it should be, and what the environment forbids. */
@WithJenkins
class GitOpsVerifyStepITest {
    private static final String DEPLOY =
            "node('agent') { gitopsRender app: 'webapp', environment: 'prod', path: 'deploy' }\n"
                    + "gitopsDeploy app: 'webapp', environment: 'prod'\n";
    private static final String VERIFY = "gitopsVerify app: 'webapp', environment: 'prod'";

    private JenkinsRule jenkins;
    private Sandbox sandbox;
    private GitOpsEnvironment environment;
    private WorkflowJob job;
    private DumbSlave agent;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sandbox = TestCluster.start();
        environment = TestCluster.configure(sandbox.kubeconfig());
        job = jenkins.createProject(WorkflowJob.class, "web");
        agent = jenkins.createOnlineSlave(Label.get("agent"));
        new FilePath(new File("examples/webapp")).copyRecursiveTo(agent.getWorkspaceFor(job));
    }

    @AfterEach
    void tearDown() {
        sandbox.close();
    }

    @Test
    void shouldTellDriftAndPutItBack() throws Exception {
        define(DEPLOY + VERIFY);
        jenkins.buildAndAssertSuccess(job);
        sandbox.patch("somebody", "apps/v1", "Deployment", "shop", "webapp", "{\"spec\":{\"replicas\":1}}");

        define(VERIFY);
        WorkflowRun drifted = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        jenkins.assertLogContains("somebody", drifted);
        jenkins.assertLogContains("differs from what was applied", drifted);
        assertThat(new DepthFirstScanner()
                        .allNodes(drifted.getExecution()).stream()
                                .map(node -> node.getPersistentAction(WarningAction.class))
                                .filter(Objects::nonNull)
                                .map(WarningAction::getResult))
                .containsExactly(Result.UNSTABLE);
        assertThat(new DepthFirstScanner()
                        .allNodes(drifted.getExecution()).stream()
                                .map(node -> node.getPersistentAction(LabelAction.class))
                                .filter(Objects::nonNull)
                                .map(LabelAction::getDisplayName))
                .containsExactly("webapp → prod");
        assertThat(GitOpsBuildAction.of(drifted).getDeployments())
                .as("what it found is with the build that looked")
                .hasSize(1);

        define(VERIFY + ", onDrift: 'fail'");
        jenkins.buildAndAssertStatus(Result.FAILURE, job);
        define("def v = " + VERIFY + ", onDrift: 'ignore'\necho \"drift=${v.drift.size()}\"");
        jenkins.assertLogContains("drift=1", jenkins.buildAndAssertSuccess(job));

        define(VERIFY + ", correct: true");
        WorkflowRun corrected = jenkins.buildAndAssertSuccess(job);
        assertThat(GitOpsBuildAction.of(corrected).getDeployments())
                .extracting(DeploymentEntry::getKind)
                .contains("correct");
    }

    @Test
    void shouldGoBackWhenItIsNotHealthy() throws Exception {
        define(DEPLOY + VERIFY);
        jenkins.buildAndAssertSuccess(job);
        FilePath file = agent.getWorkspaceFor(job).child("deploy/deployment.yaml");
        file.write(file.readToString().replaceFirst("image: .*", "image: mywebapp:broken"), "UTF-8");
        sandbox.workloads(false); // so that the new one does not become healthy

        define(DEPLOY + VERIFY + ", timeoutSeconds: 3, onFailure: 'rollback'");
        WorkflowRun failed = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("rolling back", failed);
        assertThat(GitOpsBuildAction.of(failed).getDeployments())
                .extracting(DeploymentEntry::getKind)
                .containsExactlyInAnyOrder("deploy", "rollback");
        assertThat(sandbox.get("apps/v1", "Deployment", "shop", "webapp")
                        .orElseThrow()
                        .toString())
                .doesNotContain("mywebapp:broken");

        define(VERIFY + ", timeoutSeconds: 1, onFailure: 'unstable'");
        jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
    }

    @Test
    void shouldDeployWithoutTheAgentThatRendered() throws Exception {
        define("node('agent') { gitopsRender app: 'webapp', environment: 'prod', path: 'deploy'\n"
                + "  input 'Go on?'\n"
                + "  gitopsDeploy app: 'webapp', environment: 'prod' }\n");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Go on?", run);
        agent.toComputer().disconnect(null).get();
        run.getAction(InputAction.class).getExecutions().get(0).proceed(null);

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        assertThat(sandbox.get("apps/v1", "Deployment", "shop", "webapp")).isPresent();
    }

    @Test
    void shouldKeepToWhatTheEnvironmentAllows() throws Exception {
        environment.setAllowedJobs(List.of("other/*"));
        define(DEPLOY);
        WorkflowRun refused = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("prod", refused);
        assertThat(sandbox.requests().writes()).isZero();

        environment.setAllowedJobs(List.of());
        environment.setPruneLimit("1");
        define(DEPLOY.strip() + ", pruneLimit: '5'");
        jenkins.assertLogContains(
                "allows to prune 1 objects at once, and pruneLimit asks for 5",
                jenkins.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void shouldDeployAThousandObjects() throws Exception {
        StringBuilder maps = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            maps.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map-")
                    .append(i)
                    .append('\n');
        }
        agent.getWorkspaceFor(job).child("deploy/maps.yaml").write(maps.toString(), "UTF-8");
        define(DEPLOY);

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("1002 created", run);
        assertThat(new File(run.getRootDir(), "build.xml").length()).isLessThan(20_000);
        assertThat(GitOpsBuildAction.of(run).getDeployments()).hasSize(1);
    }

    private void define(String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
    }
}
