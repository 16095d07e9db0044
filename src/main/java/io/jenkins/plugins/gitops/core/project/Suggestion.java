package io.jenkins.plugins.gitops.core.project;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What somebody may have meant. */
final class Suggestion {
    /** A word with more typing errors is another word. */
    private static final int MOST_ERRORS = 2;

    private Suggestion() {}

    /** @return {@code did you mean "x"?}, or all that is known */
    static String of(String word, List<String> known) {
        Optional<String> near = known.stream()
                .filter(candidate -> distance(word, candidate) <= MOST_ERRORS)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
        return near.map(candidate -> "did you mean \"" + candidate + "\"?")
                .orElse("known are " + String.join(", ", known));
    }

    /** How many characters must be put in, left out or replaced. */
    private static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
            }
            before = row;
        }
        return before[to.length()];
    }
}
