package io.jenkins.plugins.gitops.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A record as every report shows it. Texts of the record are as they came: a writer must make them safe.
 *
 * @param record the record
 * @param state how far the deployment came
 * @param kind what it was, as a word
 * @param duration how long it took; empty while it runs
 * @param planDigest the digest of the plan; empty before there is one
 * @param source what was rendered
 * @param objects every object of the plan, the results and the health, in the order of the plan
 * @param counts how many objects had each result
 * @param healthCounts how many objects have each health
 * @param timings how long each phase took
 */
public record ReportView(
        DeploymentRecord record,
        Label state,
        String kind,
        String duration,
        String planDigest,
        List<Fact> source,
        List<ObjectView> objects,
        List<Count> counts,
        List<Count> healthCounts,
        List<Timing> timings) {

    /** A named value. */
    public record Fact(String name, String value) {}

    /** How many objects have a label. */
    public record Count(long number, Label label) {}

    /**
     * How long a phase took.
     *
     * @param phase its name
     * @param duration for people
     * @param startPermille where it begins in the sum of all phases
     * @param widthPermille its share of the sum
     */
    public record Timing(String phase, String duration, int startPermille, int widthPermille) {}

    /** @return the view of a record */
    public static ReportView of(DeploymentRecord record) {
        List<ObjectView> objects = new ObjectViews(record).list();
        return new ReportView(
                record,
                Label.of(record.state()),
                Label.word(record.kind()),
                record.finished()
                        .map(end -> Times.duration(Duration.between(record.started(), end)))
                        .orElse(""),
                record.plan().map(Plan::digest).orElse(""),
                source(record),
                objects,
                counts(objects),
                healthCounts(record),
                timings(record.timings()));
    }

    /** @return the objects that something happened to, would have happened to, or that are in trouble */
    public List<ObjectView> changed() {
        return objects.stream().filter(ObjectView::isChanged).toList();
    }

    /** @return the objects that were left as they are */
    public List<ObjectView> unchanged() {
        return objects.stream().filter(object -> !object.isChanged()).toList();
    }

    /** @return the objects for which the deployment did not go well */
    public List<ObjectView> problems() {
        return objects.stream().filter(ObjectView::problem).toList();
    }

    /** @return where to begin when something did not go well; empty when no object is in trouble */
    public Optional<FirstCheck> firstCheck() {
        return FirstCheck.of(problems());
    }

    /** @return what was found to differ from what was applied */
    public List<DriftLine> drift() {
        return DriftLine.of(record.drift(), objects);
    }

    /** @return what would be done while nothing was, else what was done: {@code 1 created, 2 unchanged} */
    public String summary() {
        boolean begun = !record.results().isEmpty() || record.plan().isEmpty();
        return begun
                ? counts.stream()
                        .map(count -> count.number() + " " + count.label().word())
                        .collect(Collectors.joining(", "))
                : record.plan().get().summary();
    }

    /** @return the warnings of the plan */
    public List<String> warnings() {
        return record.plan().map(Plan::warnings).orElse(List.of());
    }

    private static List<Count> counts(List<ObjectView> objects) {
        Map<ObjectView.Group, Map<Label, Long>> counts = new TreeMap<>();
        objects.forEach(object -> counts.computeIfAbsent(object.group(), group -> new LinkedHashMap<>())
                .merge(object.label(), 1L, Long::sum));
        List<Count> list = new ArrayList<>();
        counts.values().forEach(labels -> labels.forEach((label, number) -> list.add(new Count(number, label))));
        return list;
    }

    private static List<Count> healthCounts(DeploymentRecord record) {
        return record.health().values().stream()
                .collect(Collectors.groupingBy(health -> health.status(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> new Count(entry.getValue(), Label.of(entry.getKey())))
                .toList();
    }

    private static List<Fact> source(DeploymentRecord record) {
        return record.source().entrySet().stream()
                .map(entry -> new Fact(entry.getKey(), words(entry.getValue())))
                .filter(fact -> !fact.value.isEmpty())
                .toList();
    }

    private static String words(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(ReportView::words)
                        .collect(Collectors.joining(", "))
                : value.isTextual() ? value.textValue() : value.toString();
    }

    private static List<Timing> timings(Map<String, Duration> timings) {
        long sum = Math.max(
                1, timings.values().stream().mapToLong(Duration::toMillis).sum());
        List<Timing> list = new ArrayList<>();
        long start = 0;
        for (Map.Entry<String, Duration> timing : timings.entrySet()) {
            long millis = timing.getValue().toMillis();
            list.add(new Timing(timing.getKey(), Times.duration(timing.getValue()), (int) (start * 1000 / sum), (int)
                    (millis * 1000 / sum)));
            start += millis;
        }
        return list;
    }
}
