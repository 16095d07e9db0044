package io.jenkins.plugins.gitops.sandbox.verbs;

import java.util.ArrayList;
import java.util.List;

/**
 * What a write request says beside its body.
 *
 * @param manager as given; empty when it is not
 * @param agent the name that stands in for the manager, from the User-Agent
 * @param force null when not given
 * @param validation {@code Strict}, {@code Warn} or {@code Ignore}
 * @param warnings collects what goes into {@code Warning} headers
 */
public record Options(
        String manager, String agent, boolean dryRun, Boolean force, String validation, List<String> warnings) {

    /** A write of the server's own parts, for good. */
    public static Options by(String manager) {
        return new Options(manager, manager, false, null, "Ignore", new ArrayList<>());
    }

    /** Who owns what is written. */
    String owner() {
        return manager.isEmpty() ? agent : manager;
    }

    boolean strict() {
        return validation.equals("Strict");
    }
}
