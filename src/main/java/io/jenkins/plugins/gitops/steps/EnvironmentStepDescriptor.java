package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitops.config.Environments;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.forms.Labels;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of all steps with an app and an environment know. */
abstract class EnvironmentStepDescriptor extends StepDescriptor {
    @CheckForNull
    @Override
    public final String argumentsToString(@NonNull Map<String, Object> arguments) {
        Object app = arguments.get("app");
        Object environment = arguments.get("environment");
        if (app == null || environment == null) {
            return Names.text(app == null ? environment : app);
        }
        return app + " → " + environment;
    }

    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckApp(@QueryParameter String value) {
        return Labels.check(value, isAppNeeded());
    }

    /** Names of environments are told to those who may configure the job, or see its configuration. */
    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckEnvironment(@AncestorInPath Item item, @QueryParameter String value) {
        FormValidation name = Labels.check(value, isEnvironmentNeeded());
        if (name.kind != FormValidation.Kind.OK || value.isBlank() || !mayLook(item)) {
            return name;
        }
        return Environments.find(item, value.strip()).isPresent()
                ? name
                : FormValidation.warning(Messages.EnvironmentStepDescriptor_unknown(value.strip()));
    }

    @POST
    @Restricted(NoExternalUse.class)
    public ComboBoxModel doFillEnvironmentItems(@AncestorInPath Item item) {
        ComboBoxModel names = new ComboBoxModel();
        if (mayLook(item)) {
            Environments.visibleTo(item).stream()
                    .map(GitOpsEnvironment::getName)
                    .forEach(names::add);
        }
        return names;
    }

    /** @return whether the step does nothing without an app */
    boolean isAppNeeded() {
        return true;
    }

    /** @return whether the step does nothing without one */
    boolean isEnvironmentNeeded() {
        return true;
    }

    private static boolean mayLook(Item item) {
        return item != null && item.hasPermission(Item.EXTENDED_READ);
    }
}
