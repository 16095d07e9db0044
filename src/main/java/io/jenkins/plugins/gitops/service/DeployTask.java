package io.jenkins.plugins.gitops.service;

import io.jenkins.plugins.gitops.core.apply.LockOptions;
import io.jenkins.plugins.gitops.core.apply.Waits;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.RuleParser;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.DeployRequestBuilder;
import io.jenkins.plugins.gitops.core.flow.Former;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a build wants to be deployed, as plain values that survive a restart of the controller. Texts are empty when they
 * were not given.
 *
 * @param app the app
 * @param environment the name of a configured environment
 * @param dryRun whether only the plan is wanted
 * @param plan the digest of the plan that was agreed to
 * @param rollbackTo what to go back to: a build of the same job, a deployment's id, or {@code verified}
 * @param force whether fields of others are taken over
 * @param prune whether what is no longer declared is deleted
 * @param pruneLimit how many objects may be deleted at once; empty for the environment's limit
 * @param allow consent for single objects and owners
 * @param fields which differences do not count, and which values are secret
 * @param allowOlder whether the commit may be an ancestor of what is deployed
 * @param seconds how long to wait
 * @param formerly the name that the app had before
 * @param formerlyEnvironment the name that the environment had before
 * @param reason why, for the record
 */
public record DeployTask(
        String app,
        String environment,
        boolean dryRun,
        String plan,
        String rollbackTo,
        boolean force,
        boolean prune,
        String pruneLimit,
        Allowed allow,
        Fields fields,
        boolean allowOlder,
        Seconds seconds,
        String formerly,
        String formerlyEnvironment,
        String reason)
        implements Serializable {

    /**
     * Consent for single objects and owners.
     *
     * @param prune protected objects that may be deleted
     * @param replace objects that may be deleted and created anew
     * @param adopt owners whose objects may be taken over
     */
    public record Allowed(List<String> prune, List<String> replace, List<String> adopt) implements Serializable {
        public Allowed {
            prune = new ArrayList<>(prune);
            replace = new ArrayList<>(replace);
            adopt = new ArrayList<>(adopt);
        }
    }

    /**
     * Rules about fields, {@code KIND[/NAME]:FIELD} each.
     *
     * @param ignored fields whose difference alone is no reason to apply
     * @param sensitive fields whose values are never shown
     */
    public record Fields(List<String> ignored, List<String> sensitive) implements Serializable {
        public Fields {
            ignored = new ArrayList<>(ignored);
            sensitive = new ArrayList<>(sensitive);
        }

        FieldRules rules() {
            return new FieldRules(
                    ignored.stream().map(RuleParser::ignore).toList(),
                    sensitive.stream().map(RuleParser::selector).toList());
        }
    }

    /**
     * How long to wait, in seconds.
     *
     * @param lock for another deployment of the app
     * @param wave for a wave to become healthy before the next
     * @param hook for one Helm hook
     */
    public record Seconds(int lock, int wave, int hook) implements Serializable {}

    boolean isRollback() {
        return !rollbackTo.isEmpty();
    }

    /** @return how to deploy; what to deploy is added by the caller */
    DeployRequestBuilder template(Target target) {
        return DeployRequest.to(target)
                .kind(dryRun ? Kind.DRY_RUN : Kind.DEPLOY)
                .planning(PlanOptions.standard()
                        .withForce(force)
                        .withPrune(prune)
                        .withConsent(new Consent(
                                Set.copyOf(allow.prune), Set.copyOf(allow.replace), Set.copyOf(allow.adopt)))
                        .withFields(fields.rules()))
                .former(new Former(formerly, formerlyEnvironment))
                .allowOlder(allowOlder)
                .lock(new LockOptions(LockOptions.DEFAULT.lease(), Duration.ofSeconds(seconds.lock)))
                .waits(new Waits(
                        Duration.ofSeconds(seconds.wave), Duration.ofSeconds(seconds.hook), Waits.DEFAULT.deletion()));
    }
}
