package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.report.DiffRow.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the words that differ between a removed line and the added line that took its place. */
final class WordDiff {
    /** Longer lines are only compared from both ends inwards. */
    private static final int LONG_LINE = 2000;

    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}]+|\\s+|.", Pattern.DOTALL);

    private WordDiff() {}

    /** Both lines, cut where changed words begin and end. */
    record Pair(List<Part> before, List<Part> after) {}

    /** @return the lines in parts; in one part each when they have so little in common that marks would not help */
    static Pair compare(String before, String after) {
        List<String> x = words(before);
        List<String> y = words(after);
        if (before.length() > LONG_LINE || after.length() > LONG_LINE) {
            return ends(before, after);
        }
        Map<String, Integer> numbers = new HashMap<>();
        SequenceDiff.Marks marks = SequenceDiff.compare(numbers(x, numbers), numbers(y, numbers));
        int common = 0;
        for (int i = 0; i < x.size(); i++) {
            common += marks.removed()[i] ? 0 : x.get(i).strip().length();
        }
        if (common * 4 < Math.max(before.strip().length(), after.strip().length())) {
            return new Pair(parts(List.of(before), new boolean[1]), parts(List.of(after), new boolean[1]));
        }
        return new Pair(parts(x, marks.removed()), parts(y, marks.added()));
    }

    private static List<String> words(String line) {
        return line.length() > LONG_LINE
                ? List.of()
                : WORDS.matcher(line).results().map(match -> match.group()).toList();
    }

    private static int[] numbers(List<String> words, Map<String, Integer> numbers) {
        return words.stream()
                .mapToInt(word -> numbers.computeIfAbsent(word, key -> numbers.size()))
                .toArray();
    }

    private static Pair ends(String before, String after) {
        int shorter = Math.min(before.length(), after.length());
        int head = 0;
        while (head < shorter && before.charAt(head) == after.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.charAt(before.length() - 1 - tail) == after.charAt(after.length() - 1 - tail)) {
            tail++;
        }
        return new Pair(ends(before, head, tail), ends(after, head, tail));
    }

    private static List<Part> ends(String line, int head, int tail) {
        List<String> pieces = List.of(
                line.substring(0, head),
                line.substring(head, line.length() - tail),
                line.substring(line.length() - tail));
        return parts(pieces, new boolean[] {false, true, false});
    }

    private static List<Part> parts(List<String> words, boolean[] changed) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            text.append(words.get(i));
            if (i + 1 == words.size() || changed[i + 1] != changed[i]) {
                if (!text.isEmpty()) {
                    parts.add(new Part(SafeText.code(text.toString()), changed[i]));
                }
                text.setLength(0);
            }
        }
        return parts;
    }
}
