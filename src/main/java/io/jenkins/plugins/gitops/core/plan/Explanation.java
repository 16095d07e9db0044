package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Explains a change in one line that a person understands: {@code 3 → 5 replicas; also owned by kubectl}. */
public final class Explanation {
    private static final int LONGEST = 160;
    private static final int FEW = 3;
    private static final int LONGEST_NAME = 60;

    private Explanation() {}

    /** @return at most 160 characters, masked as the change is; empty when there is nothing to explain */
    public static String of(Change change) {
        return switch (change.action()) {
            case CREATE -> Words.cut(created(change), LONGEST);
            case UPDATE, REPLACE, CONFLICT -> fields(change);
            case UNCHANGED, PRUNE, RUN, UNKNOWN -> "";
        };
    }

    private static String fields(Change change) {
        List<FieldDiff> fields =
                change.fields().stream().flatMap(Explanation::parts).toList();
        if (fields.isEmpty()) {
            return "";
        }
        Map<Topic, List<FieldDiff>> topics = new EnumMap<>(Topic.class);
        fields.forEach(field -> topics.computeIfAbsent(Topic.of(field), key -> new ArrayList<>())
                .add(field));
        boolean secret = change.key().groupKind().equals("Secret");
        List<String> phrases = new ArrayList<>();
        topics.forEach((topic, found) -> phrases.addAll(phrases(topic, found, secret)));
        String owners = owners(fields);
        return fit(phrases, LONGEST - owners.length()) + owners;
    }

    /** A map that comes or goes as a whole is spoken of as its entries. */
    private static Stream<FieldDiff> parts(FieldDiff field) {
        boolean entries = field.path().matches("data|binaryData|stringData|metadata|metadata\\.(labels|annotations)");
        JsonNode map = field.before().isMissingNode() ? field.after() : field.before();
        if (!entries || !map.isObject()) {
            return Stream.of(field);
        }
        return map.properties().stream()
                .map(entry -> field.before().isMissingNode()
                        ? new FieldDiff(
                                field.path() + "." + entry.getKey(),
                                MissingNode.getInstance(),
                                entry.getValue(),
                                field.managers())
                        : new FieldDiff(
                                field.path() + "." + entry.getKey(),
                                entry.getValue(),
                                MissingNode.getInstance(),
                                field.managers()))
                .flatMap(Explanation::parts);
    }

    private static List<String> phrases(Topic topic, List<FieldDiff> fields, boolean secret) {
        return switch (topic) {
            case LABELS, ANNOTATIONS -> counted(topic, fields);
            case PORTS -> ports(topic, fields);
            case OTHER ->
                fields.size() <= FEW
                        ? each(topic, fields, secret)
                        : List.of(fields.size() + " fields, first " + topic.words(fields.get(0), secret));
            default ->
                fields.size() <= FEW
                        ? each(topic, fields, secret)
                        : Stream.concat(
                                        each(topic, fields.subList(0, FEW - 1), secret).stream(),
                                        Stream.of((fields.size() - FEW + 1) + " more " + topic.many()))
                                .toList();
        };
    }

    private static List<String> each(Topic topic, List<FieldDiff> fields, boolean secret) {
        return fields.stream().map(field -> topic.words(field, secret)).toList();
    }

    /** {@code +2 labels}; one that changes is named. */
    private static List<String> counted(Topic topic, List<FieldDiff> fields) {
        long added =
                fields.stream().filter(field -> field.before().isMissingNode()).count();
        long removed =
                fields.stream().filter(field -> field.after().isMissingNode()).count();
        List<FieldDiff> changed = fields.stream()
                .filter(field ->
                        !field.before().isMissingNode() && !field.after().isMissingNode())
                .toList();
        List<String> phrases = new ArrayList<>();
        if (changed.size() == 1) {
            phrases.add(topic.words(changed.get(0), false));
        } else if (changed.size() > 1) {
            phrases.add(changed.size() + " " + topic.many() + " change");
        }
        if (added > 0) {
            phrases.add("+" + count(added, topic));
        }
        if (removed > 0) {
            phrases.add("−" + count(removed, topic));
        }
        return phrases;
    }

    private static String count(long number, Topic topic) {
        String many = topic.many();
        return number + " " + (number == 1 ? many.substring(0, many.length() - 1) : many);
    }

    /** A list that is keyed by the port itself has one entry that goes and one that comes. */
    private static List<String> ports(Topic topic, List<FieldDiff> fields) {
        List<FieldDiff> gone =
                fields.stream().filter(field -> field.after().isMissingNode()).toList();
        List<FieldDiff> come =
                fields.stream().filter(field -> field.before().isMissingNode()).toList();
        if (gone.size() == 1 && come.size() == 1 && fields.size() == 2) {
            JsonNode old = number(gone.get(0).before());
            JsonNode now = number(come.get(0).after());
            if (!old.isMissingNode() && !now.isMissingNode() && !old.equals(now)) {
                return List.of("port " + old.asText() + " → " + now.asText());
            }
        }
        return each(topic, fields.subList(0, Math.min(FEW, fields.size())), false);
    }

    private static JsonNode number(JsonNode port) {
        return port.has("port") ? port.path("port") : port.path("containerPort");
    }

    private static String owners(List<FieldDiff> fields) {
        List<String> owners = fields.stream()
                .flatMap(field -> field.managers().stream())
                .distinct()
                .toList();
        if (owners.isEmpty()) {
            return "";
        }
        int more = owners.size() - 2;
        return "; also owned by "
                + owners.stream()
                        .limit(2)
                        .map(owner -> Words.cut(owner, LONGEST_NAME / 2))
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String fit(List<String> phrases, int room) {
        StringBuilder line = new StringBuilder(Words.cut(phrases.get(0), room - 20));
        for (int i = 1; i < phrases.size(); i++) {
            if (line.length() + phrases.get(i).length() + 20 > room) {
                return line + " and " + (phrases.size() - i) + " more";
            }
            line.append(", ").append(phrases.get(i));
        }
        return line.toString();
    }

    /** What a new object is, where its kind has a simple word for it. */
    private static String created(Change change) {
        JsonNode after = change.after();
        int keys = after.path("data").size() + after.path("binaryData").size();
        return switch (change.key().groupKind()) {
            case "ConfigMap" -> keys + (keys == 1 ? " key" : " keys");
            case "Secret" -> keys + (keys == 1 ? " value" : " values");
            case "Service" -> {
                String ports = Json.elements(after, "spec", "ports")
                        .map(port -> port.path("port").asText())
                        .collect(Collectors.joining(", "));
                yield ports.isEmpty() ? "" : "port " + ports;
            }
            default -> {
                String images = Json.elements(after, "spec", "template", "spec", "containers")
                        .map(container -> Words.cut(container.path("image").asText(), LONGEST_NAME))
                        .collect(Collectors.joining(", "));
                JsonNode replicas = Json.at(after, "spec", "replicas");
                yield images.isEmpty() || !replicas.isNumber() ? images : replicas.asText() + " × " + images;
            }
        };
    }
}
