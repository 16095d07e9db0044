package io.jenkins.plugins.gitops.core.record;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Makes the ids of records: UTC time to the second, three hexadecimal digits of milliseconds and five random ones, so that
 * names sort by time.
 */
public final class RecordIds {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern ID = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{8}");

    private static final int RANDOM = 1 << 20;

    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param clock tells the time of the id
     * @param random tells apart the ids of one millisecond
     */
    public RecordIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** @return a new id: {@code 20261122-164151-3f9ac25e} */
    public String next() {
        Instant now = clock.instant();
        return TIME.format(now)
                + String.format("-%03x%05x", now.get(ChronoField.MILLI_OF_SECOND), random.nextInt(RANDOM));
    }

    /** @return whether the text has the form of an id; anything else may not become part of a file name */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
