package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.flow.Former;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to plan: the same for a diff, a deployment and a rollback. */
final class PlanningOptions {
    @Option(names = "--force-conflicts", description = "Take over fields that others own.")
    private boolean force;

    @Option(
            names = "--take-over",
            paramLabel = "MANAGER",
            description =
                    "A field manager of the past whose fields become ours; may be repeated. kubectl apply and Helm"
                            + " are always taken over.")
    private Set<String> takeOver = new HashSet<>();

    @Option(names = "--no-prune", description = "Keep objects that are no longer declared.")
    private boolean noPrune;

    @Option(
            names = "--allow-prune",
            paramLabel = "KIND/NAME",
            description = "Delete this protected object when it is no longer declared; may be repeated.")
    private Set<String> allowPrune = new HashSet<>();

    @Option(
            names = "--allow-replace",
            paramLabel = "KIND/NAME",
            description =
                    "Delete this object and create it anew when a field of it cannot be changed; may be repeated.")
    private Set<String> allowReplace = new HashSet<>();

    @Mixin
    private FieldOptions fields;

    @Option(
            names = "--adopt",
            paramLabel = "OWNER",
            description =
                    "Take over objects that somebody else claims, named as the refusal names them: app/NAME, helm/RELEASE,"
                            + " argocd/APP, flux/NAME, kapp/APP; may be repeated. Objects that nobody claims are always adopted."
                            + " With helm/RELEASE the release counts as installed: hooks of an upgrade are run.")
    private Set<String> adopt = new HashSet<>();

    @Option(
            names = "--formerly",
            paramLabel = "APP",
            description = "The name that the app had before: its objects, history and snapshots move to the new name.")
    private String formerly = "";

    @Option(
            names = "--formerly-environment",
            paramLabel = "ENVIRONMENT",
            description = "The name that the environment had before.")
    private String formerlyEnvironment = "";

    /** @return the names that app and environment had before */
    Former former() {
        return new Former(formerly, formerlyEnvironment);
    }

    PlanOptions options() {
        return PlanOptions.standard()
                .withForce(force)
                .withPrune(!noPrune)
                .withConsent(new Consent(allowPrune, allowReplace, adopt))
                .withFields(fields.rules())
                .withTakeOver(takeOver);
    }
}
