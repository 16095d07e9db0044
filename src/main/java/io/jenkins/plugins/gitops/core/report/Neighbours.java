package io.jenkins.plugins.gitops.core.report;

/**
 * Where the pages of the deployments before and after the shown one are.
 *
 * @param previous address of the previous one's page, relative to this page; empty when there is none
 * @param next the same of the next one
 */
public record Neighbours(String previous, String next) {
    /** No other page is known. */
    public static final Neighbours NONE = new Neighbours("", "");
}
