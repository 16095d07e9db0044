package io.jenkins.plugins.gitops.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.core.fields.RuleParser;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.policy.Silence;
import io.jenkins.plugins.gitops.core.render.CommonMetadata;
import io.jenkins.plugins.gitops.core.render.ImageOverride;
import io.jenkins.plugins.gitops.core.render.Patch;
import io.jenkins.plugins.gitops.credentials.RegistryCredentials;
import io.jenkins.plugins.gitops.forms.FormCheck;
import io.jenkins.plugins.gitops.forms.Labels;
import io.jenkins.plugins.gitops.forms.Pairs;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Tells in the form of {@link GitOpsRenderStep} what the build would fail with. */
abstract class RenderStepDescriptor extends EnvironmentStepDescriptor {
    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckImages(@QueryParameter String value) {
        return FormCheck.lines(value, ImageOverride::parse);
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckPatches(@QueryParameter String value) {
        return FormCheck.lines(value, Patch::parse);
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckVariables(@QueryParameter String value) {
        return FormCheck.lines(value, line -> Pairs.require("variables", line));
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckLabels(@QueryParameter String value) {
        return FormCheck.lines(value, line -> new CommonMetadata(pair("labels", line), Map.of()));
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckAnnotations(@QueryParameter String value) {
        return FormCheck.lines(value, line -> new CommonMetadata(Map.of(), pair("annotations", line)));
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckSetNamespace(@QueryParameter String value) {
        return value.indexOf('$') < 0 ? Labels.check(value, false) : FormValidation.ok();
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckImageFields(@QueryParameter String value) {
        return FormCheck.lines(value, RuleParser::selector);
    }

    /** Whether there are such credentials is told to those who may see or use those of the job. */
    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckRegistryCredentials(@AncestorInPath Item item, @QueryParameter String value) {
        return FormCheck.lines(
                value,
                line -> pair("registryCredentials", line)
                        .forEach((host, id) -> RegistryCredentials.check(item, host, id)));
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckRules(@QueryParameter String value) {
        return FormCheck.lines(value, RenderStepDescriptor::rule);
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckSilence(@QueryParameter String value) {
        return FormCheck.lines(value, Silence::parse);
    }

    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillDeterministicItems() {
        return Deterministic.items();
    }

    private static PolicySettings rule(String line) {
        return RenderChecksStep.toRules(List.of(line), UnaryOperator.identity());
    }

    private static Map<String, String> pair(String option, String line) {
        return Pairs.of(option, List.of(line), UnaryOperator.identity());
    }
}
