package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.slaves.DumbSlave;
import java.io.File;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
                                       images: ["mywebapp=registry.example/${env.JOB_NAME}:1"]
                  echo "file=${r.file} objects=${r.objectCount} type=${r.sourceType} tool=${r.tool}"
                  echo "digest=${r.digest} images=${r.images} commit=${r.commit} warnings=${r.warnings}"
                  echo readFile(r.file)
                }
                """);
        FilePath workspace = workspaceOf(job, "examples/webapp");
        String commit = commit(workspace);

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("file=.gitops/rendered/webapp-prod.yaml objects=2 type=manifests tool=\n", run);
        jenkins.assertLogContains("images=[registry.example/web:1] commit=" + commit + " warnings=[]", run);
        jenkins.assertLogContains("image: registry.example/web:1", run);
        jenkins.assertLogContains("Commit " + commit.substring(0, 9) + " First (Ada <ada@example.org>)", run);
        assertThat(workspace.child(".gitops/rendered/webapp-prod.yaml").exists())
                .isTrue();

        // What the first build has left in the workspace changes nothing for the second.
        String digest = digest(run);
        jenkins.assertLogContains(digest, jenkins.buildAndAssertSuccess(job));
    }

    @Test
    void shouldSayInOneLineWhatIsWrong() throws Exception {
        WorkflowJob job = job("""
                def attempt(step) {
                  try { step() } catch (e) { echo "${e.class.simpleName}: ${e.message}" }
                }
                node('agent') {
                  attempt { gitopsRender app: 'webapp', path: 'deploy', out: '../x.yaml' }
                  attempt { gitopsRender app: '../webapp', path: 'deploy' }
                  attempt { gitopsRender app: 'webapp', path: 'elsewhere' }
                  writeFile file: 'chart/Chart.yaml', text: 'apiVersion: v2\\nname: chart\\nversion: 1.0.0\\n'
                  attempt { gitopsRender app: 'webapp', source: helm(chart: 'chart', release: '--post-renderer=/bin/sh') }
                  attempt { gitopsRender app: 'webapp', path: 'deploy', images: ['other=registry.example/other:1'] }
                  writeFile file: 'deploy/service.yaml', text: 'apiVersion: v1\\nmetadata:\\n  name: webapp\\n'
                  gitopsRender app: 'webapp', path: 'deploy'
                }
                """);
        workspaceOf(job, "examples/webapp").child("elsewhere").symlinkTo("/etc", TaskListener.NULL);

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("AbortException: path 'elsewhere' leads over a symbolic link", run);
        jenkins.assertLogContains("AbortException: release '--post-renderer=/bin/sh' begins with '-'", run);

        jenkins.assertLogContains("AbortException: out '../x.yaml' leads out of the workspace", run);
        jenkins.assertLogContains("AbortException: app '../webapp' cannot be used", run);
        jenkins.assertLogContains("AbortException: no image has the name other", run);
        assertThat(run.getLog(100)).anyMatch(line -> line.startsWith("ERROR: service.yaml") && line.contains("kind"));
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void shouldTakeFromGitopsYamlWhatTheStepDoesNotSay() throws Exception {
        WorkflowJob job = job("""
                node('agent') {
                  def r = gitopsRender environment: 'prod'
                  echo "app=${r.app} environment=${r.environment} images=${r.images} file=${r.file}"
                  writeFile file: 'gitops.yaml', text: readFile('gitops.yaml') + 'nmespace: x\\n'
                  gitopsRender environment: 'prod'
                }
                """);
        workspaceOf(job, "examples/webapp").child("gitops.yaml").write("""
                version: 1
                app: webapp
                source: { manifests: { path: deploy } }
                environments:
                  prod:
                    namespace: shop
                    images: { mywebapp: "registry.example/web:17" }
                """, "UTF-8");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains(
                "app=webapp environment=prod images=[registry.example/web:17] file=.gitops/rendered/webapp-prod.yaml",
                run);
        jenkins.assertLogContains("ERROR: gitops.yaml, line 8: nmespace is not known here", run);
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "web");
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
        Matcher digest = Pattern.compile("digest=(sha256:[0-9a-f]{64}) ").matcher(JenkinsRule.getLog(run));
        assertThat(digest.find()).isTrue();
        return digest.group(1);
    }
}
