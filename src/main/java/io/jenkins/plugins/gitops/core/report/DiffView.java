package io.jenkins.plugins.gitops.core.report;

import java.util.List;

/**
 * The difference of two texts, ready to be written in any form.
 *
 * @param added how many lines are new
 * @param removed how many lines go
 * @param blocks the diff from top to bottom
 * @param note why there are no blocks although there is a difference; else empty
 */
public record DiffView(int added, int removed, List<Block> blocks, String note) {
    /** No difference. */
    public static final DiffView EMPTY = new DiffView(0, 0, List.of(), "");

    /** What a block is. */
    public enum Type {
        /** Lines that are the same and stand near a change. */
        CONTEXT,
        /** Removed lines and then added lines. */
        CHANGE,
        /** Lines that are the same and of no interest. */
        FOLD
    }

    /**
     * Lines of one type that follow each other.
     *
     * @param type what they are
     * @param rows the lines; a fold may have fewer rows than {@code lines}, namely none
     * @param lines how many lines the block stands for
     * @param place for a fold, what the lines after it belong to ({@code spec › template}); else empty
     */
    public record Block(Type type, List<DiffRow> rows, int lines, String place) {}

    /** @return whether there is nothing to show */
    public boolean isEmpty() {
        return blocks.isEmpty() && note.isEmpty();
    }

    /** @return how many rows the blocks hold */
    public int rows() {
        return blocks.stream().mapToInt(block -> block.rows().size()).sum();
    }
}
