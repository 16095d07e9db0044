package io.jenkins.plugins.gitops.core.report;

import java.util.Arrays;

/**
 * Finds what two sequences have in common: Myers, "An O(ND) difference algorithm and its variations" (1986), in its
 * linear-space form. Where the sequences are so different that the search would take long, it settles for the best
 * split found so far, so the time is bounded by about {@code MAX_COST × length}; the result is then still correct but perhaps
 * not the shortest.
 */
final class SequenceDiff {
    private static final int MAX_COST = 256;

    private final int[] before;
    private final int[] after;
    private final boolean[] removed;
    private final boolean[] added;
    /** Per diagonal (index in {@code before} minus index in {@code after}), how far the search came from either end. */
    private final int[] fromStart;

    private final int[] fromEnd;
    private final int zero;

    private SequenceDiff(int[] before, int[] after) {
        this.before = before;
        this.after = after;
        removed = new boolean[before.length];
        added = new boolean[after.length];
        fromStart = new int[before.length + after.length + 3];
        fromEnd = new int[fromStart.length];
        zero = after.length + 1;
    }

    /**
     * Elements are equal when their numbers are.
     *
     * @return which elements are not common; what is left of both sides without them is equal
     */
    static Marks compare(int[] before, int[] after) {
        SequenceDiff diff = new SequenceDiff(before, after);
        diff.compare(0, before.length, 0, after.length);
        return new Marks(diff.removed, diff.added);
    }

    /**
     * @param removed whether an element of the first sequence is not in the second
     * @param added whether an element of the second sequence is not in the first
     */
    record Marks(boolean[] removed, boolean[] added) {}

    private record Point(int x, int y) {}

    private void compare(int xStart, int xEnd, int yStart, int yEnd) {
        int x = xStart;
        int y = yStart;
        while (x < xEnd && y < yEnd && before[x] == after[y]) {
            x++;
            y++;
        }
        int xLast = xEnd;
        int yLast = yEnd;
        while (x < xLast && y < yLast && before[xLast - 1] == after[yLast - 1]) {
            xLast--;
            yLast--;
        }
        if (x == xLast || y == yLast) {
            Arrays.fill(removed, x, xLast, true);
            Arrays.fill(added, y, yLast, true);
            return;
        }
        Point split = split(x, xLast, y, yLast);
        compare(x, split.x, y, split.y);
        compare(split.x, xLast, split.y, yLast);
    }

    /** Searches from both ends at once, one more difference each round, until the two searches meet. */
    private Point split(int xStart, int xEnd, int yStart, int yEnd) {
        int startDiagonal = xStart - yStart;
        int endDiagonal = xEnd - yEnd;
        boolean meetsForward = ((startDiagonal - endDiagonal) & 1) != 0;
        fromStart[zero + startDiagonal] = xStart;
        fromEnd[zero + endDiagonal] = xEnd;
        Range forward = new Range(startDiagonal, xStart - yEnd, xEnd - yStart);
        Range backward = new Range(endDiagonal, xStart - yEnd, xEnd - yStart);
        for (int cost = 1; ; cost++) {
            forward.widen(fromStart, -1);
            for (int k = forward.high; k >= forward.low; k -= 2) {
                int x = Math.max(fromStart[zero + k - 1] + 1, fromStart[zero + k + 1]);
                while (x < xEnd && x - k < yEnd && before[x] == after[x - k]) {
                    x++;
                }
                fromStart[zero + k] = x;
                if (meetsForward && backward.has(k) && fromEnd[zero + k] <= x) {
                    return new Point(x, x - k);
                }
            }
            backward.widen(fromEnd, Integer.MAX_VALUE);
            for (int k = backward.high; k >= backward.low; k -= 2) {
                int x = Math.min(fromEnd[zero + k - 1], fromEnd[zero + k + 1] - 1);
                while (x > xStart && x - k > yStart && before[x - 1] == after[x - k - 1]) {
                    x--;
                }
                fromEnd[zero + k] = x;
                if (!meetsForward && forward.has(k) && x <= fromStart[zero + k]) {
                    return new Point(x, x - k);
                }
            }
            if (cost >= MAX_COST) {
                return furthest(forward, xEnd, yEnd);
            }
        }
    }

    private Point furthest(Range forward, int xEnd, int yEnd) {
        Point best = new Point(0, -1);
        for (int k = forward.high; k >= forward.low; k -= 2) {
            int x = Math.min(Math.min(fromStart[zero + k], xEnd), yEnd + k);
            if (x + (x - k) > best.x + best.y) {
                best = new Point(x, x - k);
            }
        }
        return best;
    }

    /** The diagonals that a search has reached, kept inside the rectangle that is searched. */
    private final class Range {
        private final int lowest;
        private final int highest;
        private int low;
        private int high;

        private Range(int diagonal, int lowest, int highest) {
            this.lowest = lowest;
            this.highest = highest;
            low = diagonal;
            high = diagonal;
        }

        private void widen(int[] reached, int nothing) {
            if (low > lowest) {
                low--;
                reached[zero + low - 1] = nothing;
            } else {
                low++;
            }
            if (high < highest) {
                high++;
                reached[zero + high + 1] = nothing;
            } else {
                high--;
            }
        }

        private boolean has(int diagonal) {
            return low <= diagonal && diagonal <= high;
        }
    }
}
