package io.jenkins.plugins.gitops.steps;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.core.render.Determinism;

/** What happens when a chart renders differently each time. */
enum Deterministic implements Choice {
    REQUIRE(Determinism.REQUIRE),
    WARN(Determinism.WARN),
    IGNORE(Determinism.IGNORE);

    private final Determinism answer;

    Deterministic(Determinism answer) {
        this.answer = answer;
    }

    Determinism answer() {
        return answer;
    }

    static Deterministic require(String parameter, String given) {
        return Choice.require(values(), parameter, given);
    }

    /** @return the words for a form, after one for what holds anyway */
    static ListBoxModel items() {
        ListBoxModel items = Choice.items(values());
        items.add(0, new ListBoxModel.Option(Messages.Deterministic_unsaid(), ""));
        return items;
    }
}
