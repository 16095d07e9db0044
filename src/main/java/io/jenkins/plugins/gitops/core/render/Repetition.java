package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.render.HelmCharts.Chart;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds out whether a chart gives the same twice. The second time it is another second and, in another time zone, another
 * day: what depends on the clock differs as surely as what depends on chance.
 */
final class Repetition {
    /** 26 hours apart: in at least one of them it is never the day that it is here. */
    private static final List<String> ZONES = List.of("Etc/GMT+12", "Etc/GMT-14");

    private static final int MOST_NAMED = 20;

    private final Determinism determinism;
    private final Chart chart;

    Repetition(Determinism determinism, Chart chart) {
        this.determinism = determinism;
        this.chart = chart;
    }

    /**
     * @param first what came out the first time, just now
     * @param again renders in an environment with these variables added
     * @return what people should know
     * @throws GitOpsException when the chart must give the same and does not
     */
    List<String> check(List<Manifest> first, Function<Map<String, String>, List<Manifest>> again) {
        if (determinism == Determinism.IGNORE) {
            return List.of();
        }
        if (ClockUse.isPossible(chart.file())) {
            awaitNextSecond();
        }
        List<Manifest> second = again.apply(Map.of("TZ", zoneOfAnotherDay(Instant.now(), ZoneId.systemDefault())));
        List<String> hooks = Differences.between(hooks(first, true), hooks(second, true));
        List<String> objects = Differences.between(hooks(first, false), hooks(second, false));
        if (!objects.isEmpty() && determinism == Determinism.REQUIRE) {
            throw new GitOpsException("the chart " + chart.name() + " does not give the same twice: "
                    + String.join("; ", named(objects)) + "; set what it makes up by values, or do not require it");
        }
        List<String> warnings = new ArrayList<>();
        named(objects).forEach(difference -> warnings.add("differs with every render: " + difference));
        named(hooks).forEach(difference -> warnings.add("differs with every render: hook " + difference));
        return warnings;
    }

    /** @return a time zone in which it is not the day that it is in a place */
    static String zoneOfAnotherDay(Instant now, ZoneId here) {
        LocalDate day = LocalDate.ofInstant(now, here);
        return ZONES.stream()
                .filter(zone -> !LocalDate.ofInstant(now, ZoneId.of(zone)).equals(day))
                .findFirst()
                .orElseThrow();
    }

    private static List<Manifest> hooks(List<Manifest> manifests, boolean wanted) {
        return manifests.stream()
                .filter(manifest -> Hook.isHook(manifest) == wanted)
                .toList();
    }

    private static List<String> named(List<String> all) {
        if (all.size() <= MOST_NAMED) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, MOST_NAMED));
        some.add((all.size() - MOST_NAMED) + " more");
        return some;
    }

    private static void awaitNextSecond() {
        long millis = System.currentTimeMillis();
        try {
            Thread.sleep(1000 - millis % 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitOpsException("rendering was interrupted", e);
        }
    }
}
