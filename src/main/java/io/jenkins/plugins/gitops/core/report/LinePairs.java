package io.jenkins.plugins.gitops.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a run of removed and added lines into pieces so that lines that took each other's place stand together: a changed
 * {@code image:} beside its old one, and a new element above it on its own.
 */
final class LinePairs {
    /** Longer runs are so different that pairs would not help. */
    private static final int LONG_RUN = 400;

    private final List<String> removed;
    private final List<String> added;
    private final List<Piece> pieces = new ArrayList<>();

    private LinePairs(List<String> removed, List<String> added) {
        this.removed = removed;
        this.added = added;
    }

    /**
     * A piece of both sides.
     *
     * @param removedStart the first removed line, counted from the start of the run
     * @param removedEnd after the last removed line
     * @param addedStart the first added line
     * @param addedEnd after the last added line
     * @param paired whether each removed line was replaced by the added line at the same place of the piece
     */
    record Piece(int removedStart, int removedEnd, int addedStart, int addedEnd, boolean paired) {}

    /** @return the pieces in their order; together they are both runs */
    static List<Piece> of(List<String> removed, List<String> added) {
        return new LinePairs(removed, added).pieces();
    }

    private List<Piece> pieces() {
        if (removed.size() == added.size()) {
            piece(0, removed.size(), 0, added.size(), true);
            return pieces;
        }
        int i = 0;
        int j = 0;
        int next = removed.size() > LONG_RUN || added.size() > LONG_RUN ? removed.size() : 0;
        while (next < removed.size()) {
            int partner = partner(next, j);
            if (partner < 0) {
                next++;
                continue;
            }
            int length = 1;
            while (isPair(next + length, partner + length)) {
                length++;
            }
            piece(i, next, j, partner, false);
            piece(next, next + length, partner, partner + length, true);
            next += length;
            i = next;
            j = partner + length;
        }
        piece(i, removed.size(), j, added.size(), false);
        return pieces;
    }

    private void piece(int removedStart, int removedEnd, int addedStart, int addedEnd, boolean paired) {
        if (removedStart < removedEnd || addedStart < addedEnd) {
            pieces.add(new Piece(removedStart, removedEnd, addedStart, addedEnd, paired));
        }
    }

    private int partner(int i, int from) {
        for (int j = from; j < added.size(); j++) {
            if (isPair(i, j)) {
                return j;
            }
        }
        return -1;
    }

    private boolean isPair(int i, int j) {
        return i < removed.size() && j < added.size() && head(removed.get(i)).equals(head(added.get(j)));
    }

    /** Indentation and first word: the key of a YAML line, the directive of a configuration file. */
    private static String head(String line) {
        int end = 0;
        while (end < line.length() && (line.charAt(end) == ' ' || line.startsWith("- ", end))) {
            end++;
        }
        while (end < line.length() && " :=".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return line.substring(0, end);
    }
}
