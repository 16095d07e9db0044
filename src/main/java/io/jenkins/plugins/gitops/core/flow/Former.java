package io.jenkins.plugins.gitops.core.flow;

/**
 * Under which names the same objects were deployed before, when they were renamed.
 *
 * @param app the former name of the app in the same namespace; empty when it was never renamed
 * @param environment the former name of the environment; empty when it was never renamed
 */
public record Former(String app, String environment) {
    /** Nothing was renamed. */
    public static final Former NONE = new Former("", "");
}
