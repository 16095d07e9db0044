package io.jenkins.plugins.gitops.core.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of a diff.
 *
 * @param sign what it is
 * @param oldLine its number in the text before, from 1; 0 for an added line
 * @param newLine its number in the text after, from 1; 0 for a removed line
 * @param parts the line, cut where changed words begin and end; it holds nothing that takes effect in a terminal
 */
public record DiffRow(Sign sign, int oldLine, int newLine, List<Part> parts) {
    /**
     * A piece of a line.
     *
     * @param text the piece
     * @param changed whether it is what differs from the other side's line
     */
    public record Part(String text, boolean changed) {}

    /** @return the whole line */
    public String text() {
        return parts.stream().map(Part::text).collect(Collectors.joining());
    }
}
