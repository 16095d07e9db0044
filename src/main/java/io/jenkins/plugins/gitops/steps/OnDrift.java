package io.jenkins.plugins.gitops.steps;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.service.Verdict;

/** What happens when something is not as it was applied. */
enum OnDrift implements Choice {
    IGNORE(Verdict.Effect.NOTHING),
    UNSTABLE(Verdict.Effect.UNSTABLE),
    FAIL(Verdict.Effect.FAIL);

    private final Verdict.Effect effect;

    OnDrift(Verdict.Effect effect) {
        this.effect = effect;
    }

    Verdict.Effect effect() {
        return effect;
    }

    static OnDrift require(String parameter, String given) {
        return Choice.require(values(), parameter, given);
    }

    static ListBoxModel items() {
        return Choice.items(values());
    }
}
