package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.gitops.actions.DeploymentEntry;
import io.jenkins.plugins.gitops.actions.GitOpsBuildAction;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.service.JenkinsHome;
import io.jenkins.plugins.gitops.service.TestCluster;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The whole flow as Pipelines write it, against an API server. */
@WithJenkins
class GitOpsDeployStepITest {
    private static final String RENDER =
            "node('agent') { gitopsRender app: 'webapp', environment: 'prod', path: 'deploy' }\n";

    private JenkinsRule jenkins;
    private Sandbox sandbox;
    private GitOpsEnvironment prod;
    private WorkflowJob job;
    private FilePath workspace;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sandbox = TestCluster.start();
        prod = TestCluster.configure(sandbox.kubeconfig());
        job = jenkins.createProject(WorkflowJob.class, "web");
        workspace = jenkins.createOnlineSlave(Label.get("agent")).getWorkspaceFor(job);
        new FilePath(new File("examples/webapp")).copyRecursiveTo(workspace);
        workspace
                .child("deploy/secret.yaml")
                .write(
                        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: webapp\nstringData:\n  password: hunter2-secret\n",
                        StandardCharsets.UTF_8.name());
    }

    @AfterEach
    void tearDown() {
        sandbox.close();
    }

    @Test
    void shouldDeployExactlyThePlanThatWasAgreedTo() throws Exception {
        define(RENDER + """
                def p = gitopsDeploy app: 'webapp', environment: 'prod', dryRun: true
                echo "plan=${p.summary} changes=${p.changes} state=${p.state}"
                def d = gitopsDeploy app: 'webapp', environment: 'prod', plan: p.planDigest, reason: 'a test'
                echo "done=${d.summary} created=${d.count('created')} failed=${d.count('failed')} state=${d.state} ${d}"
                def v = gitopsVerify app: 'webapp', environment: 'prod', timeoutSeconds: 60
                echo "healthy=${v.healthy} drift=${v.drift} same=${v.id == d.id}"
                """);

        WorkflowRun first = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("plan=3 to create changes=true state=planned", first);
        jenkins.assertLogContains("done=3 created created=3 failed=0 state=applied webapp → prod: applied", first);
        jenkins.assertLogContains("healthy=true drift=[] same=true", first);
        assertThat(sandbox.get("apps/v1", "Deployment", "shop", "webapp")).isPresent();
        List<DeploymentEntry> entries = GitOpsBuildAction.of(first).getDeployments();
        assertThat(entries).extracting(DeploymentEntry::getState).containsExactlyInAnyOrder("planned", "verified");
        jenkins.assertLogNotContains(TestCluster.TOKEN, first);
        jenkins.assertLogNotContains("hunter2-secret", first);

        WorkflowRun second = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("plan=3 unchanged changes=false", second);
        jenkins.assertLogContains("done=3 unchanged", second);
        JenkinsHome.assertNowhere("hunter2-secret", "aHVudGVyMi1zZWNyZXQ", TestCluster.TOKEN);

        define(RENDER + """
                def p = gitopsDeploy app: 'webapp', environment: 'prod', dryRun: true
                node('agent') {
                  writeFile file: 'deploy/more.yaml', text: 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: more\\n'
                  gitopsRender app: 'webapp', environment: 'prod', path: 'deploy'
                }
                gitopsDeploy app: 'webapp', environment: 'prod', plan: p.planDigest
                """);
        WorkflowRun third = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("ERROR: the cluster or the source has moved since the plan was agreed to", third);
        jenkins.assertLogContains("ConfigMap", third);
        jenkins.assertLogNotContains("\tat ", third);
        assertThat(sandbox.get("v1", "ConfigMap", "shop", "more")).isEmpty();

        define("gitopsDeploy app: 'webapp', environment: 'prod', rollbackTo: '1'");
        sandbox.delete("v1", "Service", "shop", "webapp");
        WorkflowRun back = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("webapp → prod: applied", back);
        assertThat(sandbox.get("v1", "Service", "shop", "webapp")).isPresent();

        prod.setProtectedKinds(List.of("Service"));
        workspace.child("deploy/service.yaml").delete();
        define(RENDER + "gitopsDeploy app: 'webapp', environment: 'prod'");
        jenkins.buildAndAssertSuccess(job);
        assertThat(sandbox.get("v1", "Service", "shop", "webapp")).isPresent();
    }

    @Test
    void shouldSayInOneMessageWhatIsWrong() throws Exception {
        define("""
                def attempt(step) {
                  try { step() } catch (e) { echo "${e.class.simpleName}: ${e.message}" }
                }
                attempt { gitopsDeploy app: 'webapp', environment: 'prod' }
                attempt { gitopsVerify app: 'webapp', environment: 'prod' }
                attempt { gitopsVerify app: 'webapp', environment: 'nowhere' }
                attempt { gitopsVerify app: 'webapp', environment: 'prod', onFailure: 'nothing' }
                attempt { gitopsDeploy app: 'webapp', environment: 'prod', rollbackTo: '7' }
                attempt { gitopsDeploy app: '../webapp', environment: 'prod' }
                """);

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("AbortException: nothing was rendered for app 'webapp' and environment 'prod'", run);
        jenkins.assertLogContains("AbortException: app \"webapp\" was never deployed", run);
        jenkins.assertLogContains("nowhere", run);
        jenkins.assertLogContains("onFailure cannot be 'nothing': use one of fail, unstable, rollback", run);
        jenkins.assertLogContains("AbortException: build #7 of web", run);
        jenkins.assertLogContains("app '../webapp' cannot be used", run);
    }

    @Test
    void shouldStopWhenTheBuildIsStopped() throws Exception {
        define(RENDER + "gitopsDeploy app: 'webapp', environment: 'prod'\n"
                + "gitopsVerify app: 'webapp', environment: 'prod'\n");
        sandbox.workloads(false); // so that nothing becomes healthy
        QueueTaskFuture<WorkflowRun> build = job.scheduleBuild2(0);
        WorkflowRun run = build.waitForStart();
        jenkins.waitForMessage("== verify", run);

        run.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, build.get());
        assertThat(GitOpsBuildAction.of(run).getDeployments())
                .extracting(DeploymentEntry::getState)
                .containsExactly("applied");
    }

    @Test
    void shouldDeployTwoAppsAtOnce() throws Exception {
        define("""
                parallel(
                  one: { node('agent') { dir('one') { writeFile file: 'a.yaml', text: 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: one\\n'
                                         gitopsRender app: 'one', environment: 'prod' } }
                         gitopsDeploy app: 'one', environment: 'prod' },
                  two: { node('agent') { dir('two') { writeFile file: 'a.yaml', text: 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: two\\n'
                                         gitopsRender app: 'two', environment: 'prod' } }
                         gitopsDeploy app: 'two', environment: 'prod' })
                """);

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        assertThat(GitOpsBuildAction.of(run).getDeployments())
                .extracting(DeploymentEntry::getApp)
                .containsExactlyInAnyOrder("one", "two");
        assertThat(sandbox.get("v1", "ConfigMap", "shop", "two")).isPresent();
    }

    private void define(String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
    }
}
