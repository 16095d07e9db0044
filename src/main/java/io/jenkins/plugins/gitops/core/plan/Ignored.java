package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.FieldSet;
import io.jenkins.plugins.gitops.core.fields.FieldStep;
import io.jenkins.plugins.gitops.core.fields.IgnoreRule;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The fields of one object whose differences do not count. The same rules may select another place in the live object
 * than in the predicted one, such as a container's index, so each side is looked at by itself.
 */
final class Ignored {
    private static final int NAMED = 5;

    private final List<IgnoreRule> rules;

    private Ignored(List<IgnoreRule> rules) {
        this.rules = rules;
    }

    static Ignored of(FieldRules rules, ResourceKey key) {
        return new Ignored(rules.ignored(key));
    }

    /** @return whether the object has no such fields, whatever is in it */
    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** @return the rules in words, in an order of their own */
    List<String> words() {
        return rules.stream().map(IgnoreRule::toString).sorted().toList();
    }

    private List<JsonPointer> in(JsonNode object, JsonNode live) {
        return in(object, live, rules);
    }

    private List<JsonPointer> notApplied(JsonNode object, JsonNode live) {
        return in(object, live, rules.stream().filter(rule -> !rule.applied()).toList());
    }

    /** @return the object without its ignored fields; a container that has lost all its content goes too */
    JsonNode without(JsonNode object, JsonNode live) {
        return removed(object, in(object, live));
    }

    /** @return a field set of the object without the ignored fields */
    JsonNode without(JsonNode fields, JsonNode object, JsonNode live) {
        FieldSet set = new FieldSet(fields);
        for (JsonPointer field : in(object, live)) {
            List<String> steps = set.steps(object, field);
            set = steps.isEmpty() ? set : set.without(steps);
        }
        return set.json();
    }

    /** @return whether every declared field is sent, ignored or not */
    boolean isAllApplied() {
        return rules.stream().allMatch(IgnoreRule::applied);
    }

    /** @return the declared object without the fields that are left to others */
    ObjectNode sent(JsonNode declared, JsonNode live) {
        return (ObjectNode) removed(declared, notApplied(declared, live));
    }

    /** @return the same fields of the live object, which we give up without a change where we own them */
    List<Release> releases(JsonNode live) {
        return notApplied(live, live).stream()
                .map(field -> new Release(field, words(field) + " is left as it is"))
                .toList();
    }

    /** @return whether something tells the live object from the predicted one, and all of it is ignored */
    boolean settle(ObjectNode live, ObjectNode predicted, String manager) {
        if (isEmpty()) {
            return false;
        }
        JsonNode before = without(Noise.strip(live), live);
        JsonNode after = without(Noise.strip(predicted), live);
        return before.equals(after)
                && without(Owners.applied(live, manager), live, live)
                        .equals(without(Owners.applied(predicted, manager), predicted, live));
    }

    /** @return {@code ignored: spec.replicas}, from the declared fields whose live values are others; else empty */
    String reason(Manifest declared, JsonNode live) {
        JsonNode wanted = declared.json();
        return inWords(in(wanted, live).stream()
                .filter(field -> !wanted.at(field).equals(live.at(field)))
                .map(Ignored::words)
                .toList());
    }

    /** @return the same from the differing fields */
    static String reason(List<FieldDiff> fields) {
        return inWords(fields.stream().map(FieldDiff::path).toList());
    }

    private static String words(JsonPointer field) {
        return field.toString()
                .substring(1)
                .replace('/', '.')
                .replace("~1", "/")
                .replace("~0", "~");
    }

    private static String inWords(List<String> paths) {
        return paths.isEmpty()
                ? ""
                : "ignored: " + String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())))
                        + (paths.size() > NAMED ? " and " + (paths.size() - NAMED) + " more" : "");
    }

    /** @return a copy of an object without some of its fields */
    static JsonNode removed(JsonNode object, List<JsonPointer> fields) {
        JsonNode copy = object.deepCopy();
        // Elements from the end of their list, so that the indexes before them stay.
        fields.stream()
                .distinct()
                .sorted(Comparator.comparing(Ignored::indexes).reversed())
                .forEach(field -> {
                    JsonPointer at = field;
                    do {
                        JsonNode parent = copy.at(at.head());
                        if (parent instanceof ObjectNode map) {
                            map.remove(at.last().getMatchingProperty());
                        } else if (parent instanceof ArrayNode list) {
                            list.remove(at.last().getMatchingIndex());
                        }
                        at = at.head();
                    } while (at != null
                            && !at.matches()
                            && copy.at(at).isEmpty()
                            && copy.at(at).isContainerNode());
                });
        return copy;
    }

    /** The pointer with its indexes padded, so that their texts have the order of the numbers. */
    private static String indexes(JsonPointer field) {
        StringBuilder text = new StringBuilder();
        for (JsonPointer rest = field; !rest.matches(); rest = rest.tail()) {
            int index = rest.getMatchingIndex();
            text.append('/').append(index >= 0 ? String.format("%010d", index) : rest.getMatchingProperty());
        }
        return text.toString();
    }

    private static List<JsonPointer> in(JsonNode object, JsonNode live, List<IgnoreRule> rules) {
        List<JsonPointer> found = new ArrayList<>();
        for (IgnoreRule rule : rules) {
            List<JsonPointer> selected = rule.where().select(object);
            if (rule.managers().isEmpty()) {
                found.addAll(selected);
            } else {
                Json.elements(live, "metadata", "managedFields")
                        .filter(entry -> rule.managers().contains(Json.text(entry, "manager")))
                        .forEach(entry ->
                                owned(entry.path("fieldsV1"), object, JsonPointer.empty(), new TreeSet<>(), found));
            }
        }
        return found.stream().filter(field -> !field.matches()).distinct().toList();
    }

    /** The leaves of a field set that are there in an object, without the keys that name list elements. */
    private static void owned(
            JsonNode fields, JsonNode object, JsonPointer at, TreeSet<String> keys, List<JsonPointer> found) {
        for (Map.Entry<String, JsonNode> step : fields.properties()) {
            boolean field = step.getKey().startsWith("f:");
            if (step.getKey().equals(".") || field && keys.contains(FieldStep.name(step.getKey()))) {
                continue;
            }
            JsonNode value = FieldStep.in(object, step.getKey());
            if (value.isMissingNode()) {
                continue;
            }
            JsonPointer next =
                    field ? at.appendProperty(FieldStep.name(step.getKey())) : at.appendIndex(index(object, value));
            if (step.getValue().isEmpty()) {
                found.add(next);
            } else {
                owned(step.getValue(), value, next, keys(step.getKey()), found);
            }
        }
    }

    private static TreeSet<String> keys(String step) {
        TreeSet<String> keys = new TreeSet<>();
        if (step.startsWith("k:")) {
            Json.parse(step.substring(2)).fieldNames().forEachRemaining(keys::add);
        }
        return keys;
    }

    private static int index(JsonNode list, JsonNode element) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == element) {
                return i;
            }
        }
        return list.size();
    }
}
