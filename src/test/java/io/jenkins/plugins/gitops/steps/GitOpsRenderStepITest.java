package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.io.File;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GitOpsRenderStepITest {
    private JenkinsRule jenkins;

    @BeforeEach
    void setUp(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void shouldRenderOnAnAgentAndReturnWhatItFound() throws Exception {
        WorkflowJob job = job("""
                node('agent') {
                  def r = gitopsRender app: 'webapp', environment: 'prod', source: manifests(path: 'deploy'),
                                       images: ["mywebapp=registry.example/mywebapp:${env.BUILD_NUMBER}"]
                  echo "file=${r.file} objects=${r.objectCount} type=${r.sourceType} tool=${r.tool}"
                  echo "digest=${r.digest} images=${r.images} commit=${r.commit} warnings=${r.warnings}"
                  echo readFile(r.file)
                }
                """);
        FilePath workspace = workspaceOf(job, "examples/webapp");
        String commit = commit(workspace);

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("file=.gitops/rendered/webapp-prod.yaml objects=2 type=manifests tool=\n", run);
        jenkins.assertLogContains("images=[registry.example/mywebapp:1] commit=" + commit + " warnings=[]", run);
        jenkins.assertLogContains("image: registry.example/mywebapp:1", run);
        jenkins.assertLogContains("Commit " + commit.substring(0, 9) + " First (Ada <ada@example.org>)", run);
        assertThat(workspace.child(".gitops/rendered/webapp-prod.yaml").exists()).isTrue();
    }

    @Test
    void shouldGiveTheSameDigestForTheSameCommit() throws Exception {
        WorkflowJob job = job("node('agent') { echo gitopsRender(app: 'webapp', path: 'deploy').digest }");
        workspaceOf(job, "examples/webapp");

        String first = digest(jenkins.buildAndAssertSuccess(job));

        assertThat(digest(jenkins.buildAndAssertSuccess(job))).isEqualTo(first).startsWith("sha256:");
    }

    @Test
    void shouldSayInOneLineWhatIsWrong() throws Exception {
        WorkflowJob job = job("node('agent') { gitopsRender app: 'webapp', path: 'deploy' }");
        workspaceOf(job, "examples/webapp")
                .child("deploy/service.yaml")
                .write("apiVersion: v1\nmetadata:\n  name: webapp\n", "UTF-8");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("service.yaml", run);
        jenkins.assertLogContains("kind", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void shouldStayInTheWorkspace() throws Exception {
        WorkflowJob job = job("node('agent') { gitopsRender app: 'webapp', path: 'deploy', out: '../x.yaml' }");
        workspaceOf(job, "examples/webapp");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("out '../x.yaml' leads out of the workspace", run);
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private FilePath workspaceOf(WorkflowJob job, String example) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("agent"), new EnvVars());
        FilePath workspace = agent.getWorkspaceFor(job);
        new FilePath(new File(example)).copyRecursiveTo(workspace);
        return workspace;
    }

    private static String commit(FilePath workspace) throws Exception {
        try (Git git = Git.init()
                .setDirectory(new File(workspace.getRemote()))
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern(".").call();
            RevCommit commit = git.commit()
                    .setMessage("First")
                    .setAuthor("Ada", "ada@example.org")
                    .setCommitter("Ada", "ada@example.org")
                    .setSign(false)
                    .call();
            return commit.name();
        }
    }

    private static String digest(WorkflowRun run) throws Exception {
        return run.getLog(100).stream()
                .filter(line -> line.startsWith("sha256:"))
                .findFirst()
                .orElseThrow();
    }
}
