package io.jenkins.plugins.gitops.core.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Since when troubles have been seen in every look, and when the next of them will have lasted for long enough. */
final class Patience {
    private final WaitClock clock;
    private Map<Sight, Duration> before = Map.of();
    private Map<Sight, Duration> seen = Map.of();
    private Duration next;

    private record Sight(Tracked object, String trouble) {}

    Patience(WaitClock clock) {
        this.clock = clock;
    }

    /** Begins a look at all objects: what is not seen in it has passed. */
    void begin() {
        before = seen;
        seen = new HashMap<>();
        next = null;
    }

    /**
     * Takes note of a trouble that is seen.
     *
     * @param id what tells the trouble from others of the object
     * @param limit how long it must last
     * @return whether it has lasted for so long
     */
    boolean isUp(Tracked object, String id, Duration limit) {
        Sight sight = new Sight(object, id);
        Duration since = before.getOrDefault(sight, clock.elapsed());
        seen.put(sight, since);
        Duration end = since.plus(limit);
        if (end.compareTo(clock.elapsed()) <= 0) {
            return true;
        }
        next = next == null || end.compareTo(next) < 0 ? end : next;
        return false;
    }

    /** @return when the next trouble will have lasted for long enough if it stays */
    Optional<Duration> next() {
        return Optional.ofNullable(next);
    }
}
