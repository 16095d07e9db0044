package io.jenkins.plugins.gitops.core.report;

/** What a line of a diff is. */
public enum Sign {
    SAME(" "),
    REMOVED("-"),
    ADDED("+");

    private final String text;

    Sign(String text) {
        this.text = text;
    }

    /** @return the sign as diffs have it in their first column */
    public String text() {
        return text;
    }
}
