package io.jenkins.plugins.gitops.core.render;

/** What to do about a chart that does not render to the same objects twice. */
public enum Determinism {
    /** Refuse it, naming objects and fields. */
    REQUIRE,
    /** Name objects and fields in a warning. */
    WARN,
    /** Render once and do not look. */
    IGNORE
}
