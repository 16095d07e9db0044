package io.jenkins.plugins.gitops.core.record;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Makes the ids of records: UTC time to the second and eight random hexadecimal digits, so that names sort by time. */
public final class RecordIds {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern ID = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{8}");

    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param clock tells the time of the id
     * @param random tells apart the ids of one second
     */
    public RecordIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** @return a new id: {@code 20261122-164151-3f9ac25e} */
    public String next() {
        return TIME.format(clock.instant()) + String.format("-%08x", random.nextInt());
    }

    /** @return whether the text has the form of an id; anything else may not become part of a file name */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
