package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the Events of namespaces say about objects. */
final class Events {
    private static final GroupVersionKind EVENT = new GroupVersionKind("", "v1", "Event");

    private final Kin.Source source;

    Events(Kin.Source source) {
        this.source = source;
    }

    /** @return whether any of these reasons was ever given for the object */
    boolean anyOf(String namespace, String uid, List<String> reasons) {
        return about(namespace, uid).anyMatch(event -> reasons.contains(Json.text(event, "reason")));
    }

    /** @return the message of the latest event about the object, if that has the reason */
    Optional<String> latest(String namespace, String uid, String reason) {
        return about(namespace, uid)
                .max(Comparator.comparing(Events::lastTime))
                .filter(event -> reason.equals(Json.text(event, "reason")))
                .map(event -> Json.text(event, "message"));
    }

    /** @return the last warnings about the object, oldest first, a line each */
    List<String> warnings(String namespace, String uid, int limit) {
        List<String> lines = about(namespace, uid)
                .filter(event -> "Warning".equals(Json.text(event, "type")))
                .sorted(Comparator.comparing(Events::lastTime))
                .map(Events::line)
                .distinct()
                .toList();
        return lines.subList(Math.max(0, lines.size() - limit), lines.size());
    }

    private Stream<ObjectNode> about(String namespace, String uid) {
        // Events about cluster-scoped objects are kept in the namespace "default".
        return source.in(namespace.isEmpty() ? "default" : namespace, EVENT).of(uid).stream();
    }

    private static String line(ObjectNode event) {
        int series = Json.at(event, "series", "count").asInt(0);
        int times = Math.max(series, event.path("count").asInt(1));
        return "event " + Json.text(event, "reason") + (times > 1 ? " (" + times + " times)" : "") + ": "
                + WaitWords.oneLine(Json.text(event, "message"));
    }

    /** RFC 3339 times in UTC sort as text to the second, which is enough here. */
    private static String lastTime(JsonNode event) {
        return Stream.of(
                        Json.text(event, "series", "lastObservedTime"),
                        Json.text(event, "lastTimestamp"),
                        Json.text(event, "eventTime"),
                        Json.text(event, "metadata", "creationTimestamp"))
                .filter(time -> !time.isEmpty())
                .findFirst()
                .orElse("");
    }
}
