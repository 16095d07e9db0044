package io.jenkins.plugins.gitops.steps;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A constant that Pipelines write as a word in lower case. */
interface Choice {
    String name();

    /** @return the word */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws GitOpsException when there is no such word; the message names those that there are */
    static <C extends Choice> C require(C[] choices, String parameter, String given) {
        return Arrays.stream(choices)
                .filter(choice -> choice.word().equals(given))
                .findFirst()
                .orElseThrow(() -> new GitOpsException(Messages.Choice_unknown(
                        parameter,
                        given,
                        Arrays.stream(choices).map(Choice::word).collect(Collectors.joining(", ")))));
    }

    /** @return the words for a form */
    static ListBoxModel items(Choice[] choices) {
        ListBoxModel items = new ListBoxModel();
        Arrays.stream(choices).forEach(choice -> items.add(choice.word()));
        return items;
    }
}
