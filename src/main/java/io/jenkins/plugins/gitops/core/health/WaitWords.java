package io.jenkins.plugins.gitops.core.health;

import java.time.Duration;
import java.util.Locale;

/** The words in which waiting is told. */
final class WaitWords {
    private static final int LONGEST = 300;

    private WaitWords() {}

    /** @return one word for the state: {@code healthy}, {@code progressing}, … */
    static String state(Health health) {
        return health.status().name().toLowerCase(Locale.ROOT);
    }

    /** @return {@code 1 object}, {@code 7 objects} */
    static String objects(int count) {
        return count == 1 ? "1 object" : count + " objects";
    }

    /** @return {@code 850 ms}, {@code 12 s}, {@code 3 min 5 s} */
    static String duration(Duration duration) {
        if (duration.toSeconds() < 1) {
            return duration.toMillis() + " ms";
        }
        return duration.toMinutes() < 1
                ? duration.toSeconds() + " s"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    /** @return foreign text as one line of bounded length, without control characters that a terminal would obey */
    static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}(\\[[0-9;]*m)?", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
