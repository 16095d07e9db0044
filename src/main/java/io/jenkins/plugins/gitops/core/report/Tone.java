package io.jenkins.plugins.gitops.core.report;

import java.util.Locale;

/** What a colour says. Never said by colour alone: a sign or a word always stands beside it. */
public enum Tone {
    GOOD,
    CHANGED,
    BAD,
    WARNING,
    BUSY,
    QUIET;

    /** @return the name that style sheets know: {@code good} */
    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
