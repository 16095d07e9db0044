package io.jenkins.plugins.gitops.core.plan;

import io.jenkins.plugins.gitops.core.fields.FieldRules;
import java.util.Set;

/**
 * How to plan.
 *
 * @param manager the field manager of the apply that would follow
 * @param force whether fields of other managers may be taken over
 * @param prune whether objects that the source no longer declares are deleted
 * @param consent what is allowed for single objects
 * @param fields what is ignored and what is secret beside Secrets
 * @param takeOver field managers of the past whose fields become ours, beside those that are always taken over
 * @param protectedKinds of which kinds nothing is deleted without consent
 */
public record PlanOptions(
        String manager,
        boolean force,
        boolean prune,
        Consent consent,
        FieldRules fields,
        Set<String> takeOver,
        ProtectedKinds protectedKinds) {
    /** The field manager of everything that is deployed. */
    public static final String MANAGER = "jenkins-gitops";

    public PlanOptions {
        takeOver = Set.copyOf(takeOver);
    }

    /** @return what is right for nearly everybody: no force, prune, no consent, no rules */
    public static PlanOptions standard() {
        return new PlanOptions(MANAGER, false, true, Consent.NONE, FieldRules.NONE, Set.of(), ProtectedKinds.STANDARD);
    }

    /** @return these options for another field manager */
    public PlanOptions withManager(String newManager) {
        return new PlanOptions(newManager, force, prune, consent, fields, takeOver, protectedKinds);
    }

    /** @return these options with force as given */
    public PlanOptions withForce(boolean newForce) {
        return new PlanOptions(manager, newForce, prune, consent, fields, takeOver, protectedKinds);
    }

    /** @return these options with pruning on or off */
    public PlanOptions withPrune(boolean newPrune) {
        return new PlanOptions(manager, force, newPrune, consent, fields, takeOver, protectedKinds);
    }

    /** @return these options with other consent */
    public PlanOptions withConsent(Consent newConsent) {
        return new PlanOptions(manager, force, prune, newConsent, fields, takeOver, protectedKinds);
    }

    /** @return these options with other rules about fields */
    public PlanOptions withFields(FieldRules newFields) {
        return new PlanOptions(manager, force, prune, consent, newFields, takeOver, protectedKinds);
    }

    /** @return these options with other managers of the past */
    public PlanOptions withTakeOver(Set<String> newTakeOver) {
        return new PlanOptions(manager, force, prune, consent, fields, newTakeOver, protectedKinds);
    }

    /** @return these options with other protected kinds */
    public PlanOptions withProtectedKinds(ProtectedKinds newProtectedKinds) {
        return new PlanOptions(manager, force, prune, consent, fields, takeOver, newProtectedKinds);
    }
}
