package io.jenkins.plugins.gitops.builders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.gitops.actions.DeploymentEntry;
import io.jenkins.plugins.gitops.actions.GitOpsBuildAction;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.service.TestCluster;
import io.jenkins.plugins.gitops.steps.GitOpsDeployStep;
import io.jenkins.plugins.gitops.steps.GitOpsRenderStep;
import io.jenkins.plugins.gitops.steps.GitOpsVerifyStep;
import io.jenkins.plugins.gitops.steps.ManifestsSource;
import io.jenkins.plugins.gitops.steps.RenderSteps;
import java.io.File;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The same flow as build steps, and their forms. */
@WithJenkins
class FreestyleITest {
    private JenkinsRule jenkins;
    private Sandbox sandbox;
    private FreeStyleProject project;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sandbox = TestCluster.start();
        TestCluster.configure(sandbox.kubeconfig());
        project = jenkins.createFreeStyleProject("web");
    }

    @AfterEach
    void tearDown() {
        sandbox.close();
    }

    @Test
    void shouldRenderDeployAndVerify() throws Exception {
        project.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("TAG", "1.2"), new StringParameterDefinition("SEVERITY", "error")));
        GitOpsRenderStep render = RenderSteps.webapp();
        render.setEnvironment("prod");
        render.setSource(new ManifestsSource("deploy"));
        render.setImages(List.of("mywebapp=registry.example/web:${TAG}"));
        render.setPatches(List.of("Deployment.apps/webapp:{metadata: {labels: {patched: \"$TAG\"}}}"));
        render.setVariables(List.of("NOBODY=$TAG"));
        render.setLabels(List.of("tag=$TAG"));
        render.setAnnotations(List.of("example.org/job=$JOB_NAME"));
        render.setRules(List.of("image-tag=$SEVERITY"));
        render.setSarif("$JOB_NAME.sarif");
        project.getBuildersList().add(new GitOpsRenderBuilder(render));
        project.getBuildersList().add(new GitOpsDeployBuilder(new GitOpsDeployStep("webapp", "prod")));
        project.getBuildersList().add(new GitOpsVerifyBuilder(new GitOpsVerifyStep("webapp", "prod")));
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(project);
        new FilePath(new File("examples/webapp")).copyRecursiveTo(workspace);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        jenkins.assertLogContains("Image registry.example/web:1.2", build);
        jenkins.assertLogContains("webapp → prod: applied", build);
        assertThat(GitOpsBuildAction.of(build).getDeployments())
                .extracting(DeploymentEntry::getState)
                .containsExactly("verified");
        JsonNode metadata = sandbox.get("apps/v1", "Deployment", "shop", "webapp")
                .orElseThrow()
                .path("metadata");
        assertThat(metadata.at("/labels/patched").asText()).isEqualTo("1.2");
        assertThat(metadata.at("/labels/tag").asText()).isEqualTo("1.2");
        assertThat(metadata.at("/annotations/example.org~1job").asText()).isEqualTo("web");
        assertThat(workspace.child("web.sarif").exists()).isTrue();

        project.getBuildersList().replace(new GitOpsDeployBuilder(new GitOpsDeployStep("webapp", "nowhere")));
        FreeStyleBuild failed = jenkins.buildAndAssertStatus(Result.FAILURE, project);
        jenkins.assertLogContains("ERROR: ", failed);
        jenkins.assertLogContains("nowhere", failed);
        jenkins.assertLogNotContains("\tat ", failed);
    }

    @Test
    void shouldKeepWhatTheFormsSay() throws Exception {
        GitOpsRenderStep render = RenderSteps.full();
        render.setSource(RenderSteps.fullHelm());
        GitOpsDeployStep deploy = new GitOpsDeployStep("webapp", "prod");
        deploy.setDryRun(true);
        deploy.setRollbackTo("7");
        deploy.setPrune(false);
        deploy.setPruneLimit("10%");
        deploy.setAllowPrune(List.of("PersistentVolumeClaim/data", "Namespace/shop"));
        deploy.setAdopt(List.of("helm/web"));
        deploy.setIgnore(List.of("Deployment.apps/web:/spec/replicas"));
        deploy.setLockTimeoutSeconds(7);
        deploy.setReason("why");
        GitOpsVerifyStep verify = new GitOpsVerifyStep("webapp", "prod");
        verify.setTimeoutSeconds(17);
        verify.setStableForSeconds(3);
        verify.setOnFailure("rollback");
        verify.setOnDrift("ignore");
        verify.setTests(true);
        verify.setChecks(List.of("http://webapp:8080/healthz"));
        project.getBuildersList().add(new GitOpsRenderBuilder(render));
        project.getBuildersList().add(new GitOpsDeployBuilder(deploy));
        project.getBuildersList().add(new GitOpsVerifyBuilder(verify));

        jenkins.configRoundtrip(project);

        DescribableModel<GitOpsRenderStep> model = new DescribableModel<>(GitOpsRenderStep.class);
        GitOpsRenderStep kept =
                project.getBuildersList().get(GitOpsRenderBuilder.class).getStep();
        assertThat(model.uninstantiate2(kept).toMap())
                .isEqualTo(model.uninstantiate2(render).toMap());
        jenkins.assertEqualDataBoundBeans(
                deploy, project.getBuildersList().get(GitOpsDeployBuilder.class).getStep());
        jenkins.assertEqualDataBoundBeans(
                verify, project.getBuildersList().get(GitOpsVerifyBuilder.class).getStep());
    }
}
