package io.jenkins.plugins.gitops.core.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them, always in UTC. */
public final class Times {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    /** @return {@code 2026-11-22 16:41:51 UTC} */
    public static String seconds(Instant time) {
        return SECONDS.format(time);
    }

    /** @return {@code 2026-11-22 16:41} */
    public static String minutes(Instant time) {
        return MINUTES.format(time);
    }

    /** @return {@code 2026-11-22T16:41:51} */
    static String iso(Instant time) {
        return ISO.format(time);
    }

    /** @return {@code 31 ms}, {@code 1.2 s}, {@code 1 min 12 s} or {@code 2 h 3 min} */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return duration.toHours() < 1
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
