package io.jenkins.plugins.gitops.core.report;

/**
 * How much of a report goes to a console.
 *
 * @param width the width to aim at, in characters
 * @param objects the most objects that are listed
 * @param fields the most fields of one object
 * @param diffLines the most lines of one field's text diff
 */
public record ConsoleLimits(int width, int objects, int fields, int diffLines) {
    /** What suits a terminal and a build log. */
    public static final ConsoleLimits DEFAULT = new ConsoleLimits(100, 200, 12, 40);
}
