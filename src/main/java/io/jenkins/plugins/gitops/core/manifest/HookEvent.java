package io.jenkins.plugins.gitops.core.manifest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When Helm runs a hook. */
public enum HookEvent {
    PRE_INSTALL,
    POST_INSTALL,
    PRE_UPGRADE,
    POST_UPGRADE,
    PRE_ROLLBACK,
    POST_ROLLBACK,
    PRE_DELETE,
    POST_DELETE,
    TEST;

    /** @return Helm's word for it, such as {@code pre-install} */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return the event of one word of the annotation, in any case; empty when Helm does not know it */
    static Optional<HookEvent> of(String word) {
        // Helm 2's word, which Helm still takes.
        String event = word.equalsIgnoreCase("test-success") ? TEST.word() : word;
        return Arrays.stream(values())
                .filter(value -> value.word().equalsIgnoreCase(event))
                .findFirst();
    }
}
