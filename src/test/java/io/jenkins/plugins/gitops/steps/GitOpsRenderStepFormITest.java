package io.jenkins.plugins.gitops.steps;

import java.util.List;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GitOpsRenderStepFormITest {
    @Test
    void shouldKeepWhatTheFormAndTheSnippetSay(JenkinsRule jenkins) throws Exception {
        GitOpsRenderStep least = new GitOpsRenderStep("webapp");
        jenkins.assertEqualDataBoundBeans(least, new StepConfigTester(jenkins).configRoundTrip(least));
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        snippets.assertRoundTrip(least, "gitopsRender 'webapp'");

        GitOpsRenderStep all = full();
        jenkins.assertEqualDataBoundBeans(all, new StepConfigTester(jenkins).configRoundTrip(all));
        snippets.assertRoundTrip(
                all,
                "gitopsRender app: 'webapp', environment: 'prod', images: ['mywebapp=registry.example/mywebapp:17'], "
                        + "namespace: 'web', out: 'all.yaml', path: 'sub', source: helm(chart: 'charts/webapp', "
                        + "release: 'web', set: ['replicas=5', 'a=b'], valuesFiles: ['values-prod.yaml'])");
        SnippetizerTester.assertDocGeneration(GitOpsRenderStep.class);
    }

    private static GitOpsRenderStep full() {
        HelmSource helm = new HelmSource("charts/webapp");
        helm.setRelease("web");
        helm.setValuesFiles(List.of("values-prod.yaml"));
        helm.setSet(List.of("replicas=5", "a=b"));
        GitOpsRenderStep step = new GitOpsRenderStep("webapp");
        step.setEnvironment("prod");
        step.setPath("sub");
        step.setSource(helm);
        step.setImages(List.of("mywebapp=registry.example/mywebapp:17"));
        step.setNamespace("web");
        step.setOut("all.yaml");
        return step;
    }
}
