package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.service.TestCluster;
import java.io.File;
import java.nio.file.Files;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Pipeline against a real control plane. */
@WithJenkins
@EnabledIfEnvironmentVariable(
        named = "GITOPS_TEST_KUBECONFIG",
        matches = ".+",
        disabledReason = "no control plane: bin/test starts one")
class ControlPlaneITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    @Test
    void shouldDeployVerifyAndGoBack(JenkinsRule jenkins) throws Exception {
        String namespace = CONTROL_PLANE.namespace();
        TestCluster.configure(Files.readString(CONTROL_PLANE.kubeconfig())).setNamespace(namespace);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "web");
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        new FilePath(new File("examples/webapp")).copyRecursiveTo(workspace);
        String deploy = "node { gitopsRender app: 'webapp', environment: 'prod', path: 'deploy' }\n"
                + "def p = gitopsDeploy app: 'webapp', environment: 'prod', dryRun: true\n"
                + "gitopsDeploy app: 'webapp', environment: 'prod', plan: p.planDigest\n"
                + "gitopsVerify app: 'webapp', environment: 'prod', timeoutSeconds: 120\n";
        job.setDefinition(new CpsFlowDefinition(deploy, true));
        jenkins.buildAndAssertSuccess(job);
        assertThat(image(namespace)).isEqualTo("mywebapp:latest");

        job.setDefinition(new CpsFlowDefinition(
                deploy.replace("path: 'deploy'", "path: 'deploy', images: ['mywebapp=registry.example/web:2']"), true));
        WorkflowRun second = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("1 updated", second);
        assertThat(image(namespace)).isEqualTo("registry.example/web:2");

        job.setDefinition(
                new CpsFlowDefinition("gitopsDeploy app: 'webapp', environment: 'prod', rollbackTo: '1'", true));
        jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        assertThat(image(namespace)).isEqualTo("mywebapp:latest");
    }

    private static String image(String namespace) {
        return CONTROL_PLANE.kubectl(
                "get",
                "deployment",
                "webapp",
                "-n",
                namespace,
                "-o",
                "jsonpath={.spec.template.spec.containers[0].image}");
    }
}
