package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import io.jenkins.plugins.gitops.core.render.Changes;
import java.util.List;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GitOpsRenderStepFormITest {
    @Test
    void shouldKeepWhatTheFormAndTheSnippetSay(JenkinsRule jenkins) throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        StepConfigTester forms = new StepConfigTester(jenkins);
        for (GitOpsRenderStep step : List.of(
                new GitOpsRenderStep(),
                RenderSteps.webapp(),
                RenderSteps.full(),
                RenderSteps.with(RenderSteps.fullHelm()),
                RenderSteps.with(new HelmSource("")),
                RenderSteps.with(RenderSteps.fullKustomize()),
                RenderSteps.with(RenderSteps.fullManifests()),
                RenderSteps.with(new ManifestsSource("deploy")))) {
            GitOpsRenderStep kept = forms.configRoundTrip(step);
            assertThat(said(kept)).isEqualTo(said(step));
        }

        snippets.assertRoundTrip(new GitOpsRenderStep(), "gitopsRender()");
        snippets.assertRoundTrip(RenderSteps.webapp(), "gitopsRender app: 'webapp'");
        snippets.assertRoundTrip(RenderSteps.full(), RenderSteps.FULL);
        snippets.assertRoundTrip(
                RenderSteps.with(RenderSteps.fullHelm()),
                "gitopsRender app: 'webapp', source: " + RenderSteps.FULL_HELM);
        snippets.assertRoundTrip(
                RenderSteps.with(RenderSteps.fullManifests()),
                "gitopsRender app: 'webapp', source: manifests(exclude: ['tests/'], include: ['*.yml'], path: 'deploy', "
                        + "recursive: false)");
        snippets.assertRoundTrip(
                RenderSteps.with(RenderSteps.fullKustomize()),
                "gitopsRender app: 'webapp', source: kustomize(allowRemoteBases: true, path: 'overlays/prod')");
        snippets.assertRoundTrip(
                RenderSteps.with(new ManifestsSource("deploy")),
                "gitopsRender app: 'webapp', source: manifests('deploy')");
        HelmSource tool = new HelmSource(null);
        tool.setTool("helm-4");
        snippets.assertRoundTrip(RenderSteps.with(tool), "gitopsRender app: 'webapp', source: helm(tool: 'helm-4')");
        SnippetizerTester.assertDocGeneration(GitOpsRenderStep.class);

        shouldTellMistakes(jenkins);
        shouldReadWhatWasSavedWithoutTheOptions();
    }

    private static void shouldReadWhatWasSavedWithoutTheOptions() {
        String xml = "<%1$s><app>webapp</app><path>.</path><source class=\"%2$s\"><path>deploy</path></source></%1$s>"
                .formatted(GitOpsRenderStep.class.getName(), ManifestsSource.class.getName());

        GitOpsRenderStep step = (GitOpsRenderStep) Jenkins.XSTREAM2.fromXML(xml);

        assertThat(said(step)).isEqualTo(said(RenderSteps.with(new ManifestsSource("deploy"))));
        assertThat(step.toTask(UnaryOperator.identity()).said().changes()).isEqualTo(Changes.NONE);
    }

    private static void shouldTellMistakes(JenkinsRule jenkins) {
        GitOpsRenderStep.DescriptorImpl step =
                jenkins.jenkins.getDescriptorByType(GitOpsRenderStep.DescriptorImpl.class);
        HelmSource.DescriptorImpl helm = jenkins.jenkins.getDescriptorByType(HelmSource.DescriptorImpl.class);

        assertThat(step.doCheckImages("web=registry.example/web:${TAG}\nweb=:17"))
                .isEqualTo(FormValidation.ok());
        assertThat(step.doCheckImages("web"))
                .hasMessageContaining("image override &#039;web&#039;: write it as NAME=REPLACEMENT");
        assertThat(step.doCheckPatches("Deployment.apps/web:{spec: {replicas: 3}}"))
                .isEqualTo(FormValidation.ok());
        assertThat(step.doCheckPatches("Deployment.apps/web:3")).hasMessageContaining("a patch is a map");
        assertThat(step.doCheckVariables("A=1\nB")).hasMessageContaining("variables: &#039;B&#039; has no name");
        assertThat(step.doCheckLabels("team=a b")).hasMessageContaining("label team: the value");
        assertThat(step.doCheckAnnotations("a/b/c=1")).hasMessageContaining("is no name that Kubernetes takes");
        assertThat(step.doCheckSetNamespace("Shop")).hasMessageContaining("Lower-case letters");
        assertThat(step.doCheckImageFields("Widget.example.org")).hasMessageContaining("Widget.example.org");
        assertThat(step.doCheckRules("image-tag=fatal")).hasMessageContaining("is no severity; use off, warn or error");
        assertThat(step.doCheckRules("*=off")).isEqualTo(FormValidation.ok());
        assertThat(step.doCheckSilence("image-tag")).hasMessageContaining("write it as RULE:KIND/NAME");
        assertThat(step.doCheckRegistryCredentials(null, "https://r.example=a"))
                .hasMessageContaining("is no host of a registry");
        assertThat(step.doFillDeterministicItems())
                .extracting("value")
                .containsExactly("", "require", "warn", "ignore");
        assertThat(helm.doCheckValues("a: 1\nb: {c: 2}")).isEqualTo(FormValidation.ok());
        assertThat(helm.doCheckValues("- a")).hasMessageContaining("must be a map of names");
        assertThat(helm.doCheckSetFile("a")).hasMessageContaining("setFile: ");
    }

    private static Object said(GitOpsRenderStep step) {
        return new DescribableModel<>(GitOpsRenderStep.class)
                .uninstantiate2(step)
                .toMap();
    }
}
