package io.jenkins.plugins.gitops.core.report;

import java.util.List;

/**
 * Moves runs of changed lines to where people would put them. When the line before a run equals its last line, the run
 * can be moved up without changing the meaning of the diff; the place is taken at which the run begins with the least indented
 * line, so that an added element of a list shows as that element and not as the end of one and the beginning of
 * the next.
 */
final class HunkSlider {
    private HunkSlider() {}

    /**
     * @param lines one side's text
     * @param numbers equal numbers for equal lines
     * @param marked which lines changed; moved in place
     */
    static void slide(List<String> lines, int[] numbers, boolean[] marked) {
        int start = 0;
        while (start < marked.length) {
            if (!marked[start]) {
                start++;
                continue;
            }
            int end = start;
            while (end < marked.length && marked[end]) {
                end++;
            }
            int best = start;
            for (int s = start, e = end; s > 0 && !marked[s - 1] && numbers[s - 1] == numbers[e - 1]; s--, e--) {
                if (indent(lines.get(s - 1)) < indent(lines.get(best))) {
                    best = s - 1;
                }
            }
            int moved = start - best;
            for (int n = 0; n < moved; n++) {
                marked[end - 1 - n] = false;
                marked[start - 1 - n] = true;
            }
            start = end;
        }
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
