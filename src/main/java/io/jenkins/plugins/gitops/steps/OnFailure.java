package io.jenkins.plugins.gitops.steps;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.service.Verdict;

/** What happens when something is not healthy. */
enum OnFailure implements Choice {
    FAIL(Verdict.Effect.FAIL),
    UNSTABLE(Verdict.Effect.UNSTABLE),
    ROLLBACK(Verdict.Effect.FAIL);

    private final Verdict.Effect effect;

    OnFailure(Verdict.Effect effect) {
        this.effect = effect;
    }

    Verdict.Effect effect() {
        return effect;
    }

    static OnFailure require(String parameter, String given) {
        return Choice.require(values(), parameter, given);
    }

    static ListBoxModel items() {
        return Choice.items(values());
    }
}
