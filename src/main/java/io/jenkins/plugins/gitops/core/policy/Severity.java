package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.Locale;

/** How much a violation matters. */
public enum Severity {
    /** The rule is not looked at. */
    OFF,
    /** It is told. */
    WARN,
    /** Nothing is rendered, planned or sent. */
    ERROR;

    /** @return {@code off}, {@code warn} or {@code error} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param word {@code off}, {@code warn} or {@code error}; {@code false} too, which is how YAML reads a bare off
     * @throws GitOpsException when it is something else
     */
    public static Severity parse(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "off", "false" -> OFF;
            case "warn", "warning" -> WARN;
            case "error" -> ERROR;
            default -> throw new GitOpsException("\"" + word + "\" is no severity; use off, warn or error");
        };
    }
}
