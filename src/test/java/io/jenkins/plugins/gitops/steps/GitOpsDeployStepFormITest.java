package io.jenkins.plugins.gitops.steps;

import java.util.List;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GitOpsDeployStepFormITest {
    @Test
    void shouldKeepWhatFormsAndSnippetsSay(JenkinsRule jenkins) throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        StepConfigTester forms = new StepConfigTester(jenkins);
        GitOpsDeployStep deploy = new GitOpsDeployStep("webapp", "prod");
        jenkins.assertEqualDataBoundBeans(deploy, forms.configRoundTrip(deploy));
        snippets.assertRoundTrip(deploy, "gitopsDeploy app: 'webapp', environment: 'prod'");
        GitOpsVerifyStep verify = new GitOpsVerifyStep("webapp", "prod");
        jenkins.assertEqualDataBoundBeans(verify, forms.configRoundTrip(verify));
        snippets.assertRoundTrip(verify, "gitopsVerify app: 'webapp', environment: 'prod'");

        deploy.setPlan("sha256:1");
        deploy.setPrune(false);
        deploy.setAllowPrune(List.of("PersistentVolumeClaim/data"));
        deploy.setFormerly("web");
        jenkins.assertEqualDataBoundBeans(deploy, forms.configRoundTrip(deploy));
        snippets.assertRoundTrip(
                deploy,
                "gitopsDeploy allowPrune: ['PersistentVolumeClaim/data'], app: 'webapp', environment: 'prod', "
                        + "formerly: 'web', plan: 'sha256:1', prune: false");
        verify.setOnFailure("rollback");
        verify.setTimeoutSeconds(60);
        jenkins.assertEqualDataBoundBeans(verify, forms.configRoundTrip(verify));
        snippets.assertRoundTrip(
                verify, "gitopsVerify app: 'webapp', environment: 'prod', onFailure: 'rollback', timeoutSeconds: 60");

        SnippetizerTester.assertDocGeneration(GitOpsDeployStep.class);
        SnippetizerTester.assertDocGeneration(GitOpsVerifyStep.class);
    }
}
