package io.jenkins.plugins.gitops.steps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.gitops.actions.DeploymentEntry;
import io.jenkins.plugins.gitops.actions.GitOpsBuildAction;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.git.GitProgram;
import io.jenkins.plugins.gitops.git.SshKey;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.service.TestCluster;
import java.io.File;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an environment demands holds, whatever the repository says of itself. */
@WithJenkins
class EnvironmentChecksITest {
    private static final String RENDER = "node('agent') { gitopsRender environment: 'prod' }\n";
    private static final String RENDER_FOR_ANY = "node('agent') { gitopsRender app: 'webapp', path: 'deploy' }\n";
    private static final String DEPLOY = "gitopsDeploy app: 'webapp', environment: 'prod'\n";

    @TempDir
    private Path temporary;

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
        workspace.child("gitops.yaml").write("""
                version: 1
                app: webapp
                source: { manifests: deploy }
                checks:
                  rules: { image-tag: off, image-allowed: off }
                  silence: [{ rule: "*", object: "*" }]
                environments: { prod: {} }
                """, UTF_8.name());
    }

    @AfterEach
    void tearDown() {
        sandbox.close();
    }

    @Test
    void shouldNotBeSilencedInTheRepository() throws Exception {
        String image = "\"mywebapp:latest\" is ";
        prod.setChecks(
                "rules: {image-tag: error, probes: error, host-path: error}\nallow: {images: ['registry.example/*']}");

        WorkflowRun render = fail(RENDER);

        jenkins.assertLogContains("ERROR: 2 checks of environment 'prod' have failed", render);
        jenkins.assertLogContains("deployment.yaml, document 1, line 1: Deployment.apps/webapp", render);
        jenkins.assertLogContains(image + "not allowed here; allowed: registry.example/* [image-allowed]", render);
        jenkins.assertLogContains("or ask whoever administers environment 'prod'", render);
        jenkins.assertLogNotContains("annotate the object", render);

        WorkflowRun deploy = fail(RENDER_FOR_ANY + DEPLOY);

        jenkins.assertLogContains("2 checks of environment 'prod' have failed", deploy);
        jenkins.assertLogContains(image + "whatever was built last", deploy);
        assertRefused(deploy);

        WorkflowRun plan =
                fail("node('agent') { gitopsRender() }\n" + DEPLOY.replace("'prod'", "'prod', dryRun: true"));

        jenkins.assertLogContains("2 checks of environment 'prod' have failed", plan);

        prod.setChecks("rules: {image-tag: error, service-selector: warn}\nallow: {images: ['registry.example/*']}");
        workspace.child("deploy/lonely.yaml").write("""
                apiVersion: v1
                kind: Service
                metadata: { name: lonely }
                spec: { selector: { app: nowhere }, ports: [{ port: 80 }] }
                """, UTF_8.name());
        String good = RENDER.replace("'prod'", "'prod', images: ['mywebapp=registry.example/web:1']");
        WorkflowRun passed = run(Result.SUCCESS, good + DEPLOY);

        String warning = "Warning: environment 'prod': check service-selector: ";
        jenkins.assertLogContains(warning + "deploy/lonely.yaml:1", passed);
        jenkins.assertLogContains(warning + "what was rendered", passed);
        assertThat(sandbox.get("apps/v1", "Deployment", "shop", "webapp")).isPresent();

        prod.setChecks("deny: {kinds: [Deployment]}");
        jenkins.assertLogContains("Deployment.apps is not allowed here", fail(good + DEPLOY));
        run(Result.SUCCESS, DEPLOY.replace("'prod'", "'prod', rollbackTo: '" + passed.getNumber() + "'"));

        prod.setChecks("deny: {kinds: [Deployment]}\nrules: {image-tga: error}");
        String wrong = "the checks of environment 'prod', line 2: rules.image-tga";
        jenkins.assertLogContains(wrong, fail(RENDER));
        jenkins.assertLogContains(wrong, fail(RENDER_FOR_ANY + DEPLOY));
        prod.setChecks(null);
        prod.setTrustedSigners("somebody");
        jenkins.assertLogContains(
                "the trusted signers of environment 'prod': \"somebody\" is no trusted", fail(RENDER));
    }

    @Test
    void shouldDeployOnlyWhatATrustedKeyHasSigned() throws Exception {
        SshKey ada = SshKey.create(temporary, "ada");
        SshKey eve = SshKey.create(temporary, "eve");
        prod.setTrustedSigners("# The release team\n" + ada.allowed());

        jenkins.assertLogContains("commit: the source is not in Git, so nobody has signed it", fail(RENDER));

        GitProgram git = GitProgram.init(Path.of(workspace.getRemote()));
        git.commit("First");
        WorkflowRun unsigned = fail(RENDER);
        jenkins.assertLogContains("is not signed [commit-signature]", unsigned);
        jenkins.assertLogContains("or ask whoever administers environment 'prod'", unsigned);

        eve.sign(git);
        jenkins.assertLogContains("which is not trusted: no line of the allowed signers names it", fail(RENDER));

        ada.sign(git);
        WorkflowRun unchecked = fail(RENDER_FOR_ANY + DEPLOY);
        jenkins.assertLogContains("is signed (ssh), and nobody has checked by whom [commit-signature]", unchecked);
        jenkins.assertLogContains("call gitopsRender with environment: 'prod'", unchecked);
        assertRefused(unchecked);

        WorkflowRun signed = run(Result.SUCCESS, RENDER + DEPLOY);
        assertThat(entry(signed).getState()).isEqualTo("applied");
        assertThat(sandbox.get("apps/v1", "Deployment", "shop", "webapp")).isPresent();

        jenkins.assertLogContains(
                "files were changed after the signed commit",
                fail(RENDER.replace("gitopsRender", "writeFile file: 'deploy/more.yaml', text: ''; gitopsRender")));
    }

    private void assertRefused(WorkflowRun run) throws Exception {
        jenkins.assertLogNotContains("\tat ", run);
        assertThat(entry(run).getState()).isEqualTo("failed");
        assertThat(entry(run).getMessage()).contains("of environment 'prod'");
        assertThat(sandbox.requests().writes()).as("before the first write").isZero();
    }

    private static DeploymentEntry entry(WorkflowRun run) {
        return GitOpsBuildAction.of(run).getDeployments().get(0);
    }

    private WorkflowRun fail(String script) throws Exception {
        return run(Result.FAILURE, script);
    }

    private WorkflowRun run(Result result, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(result, job);
    }
}
