package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells what has moved between a plan that was agreed to and the one that would be carried out now. */
public final class Moved {
    private static final int MOST_LINES = 40;
    private static final int LONGEST_VALUE = 60;

    private final List<String> lines = new ArrayList<>();

    private Moved() {}

    /** @return a line for each difference, masked as the plans are; what is too much is counted */
    public static List<String> between(Plan agreed, Plan now) {
        Moved moved = new Moved();
        moved.target("app", agreed.app(), now.app());
        moved.target("environment", agreed.environment(), now.environment());
        moved.target("cluster", agreed.server(), now.server());
        moved.target("namespace", agreed.namespace(), now.namespace());
        if (!agreed.manifestsDigest().equals(now.manifestsDigest())) {
            moved.lines.add("the manifests themselves differ: the source, its inputs or the tool that renders it");
        }
        Map<ResourceKey, Change> before = byKey(agreed);
        Map<ResourceKey, Change> after = byKey(now);
        Set<ResourceKey> keys = new LinkedHashSet<>(after.keySet());
        keys.addAll(before.keySet());
        keys.forEach(key -> moved.object(key, before.get(key), after.get(key)));
        return moved.bounded();
    }

    private List<String> bounded() {
        int more = lines.size() - MOST_LINES;
        if (more <= 0) {
            return List.copyOf(lines);
        }
        List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES));
        first.add("… and " + more + " more");
        return first;
    }

    private void target(String what, String agreed, String now) {
        if (!agreed.equals(now)) {
            lines.add("the " + what + " is " + now + " now, and was " + agreed);
        }
    }

    private void object(ResourceKey key, Change agreed, Change now) {
        if (agreed == null) {
            lines.add(key + ": " + would(now) + "; it was not in the plan");
        } else if (now == null) {
            lines.add(key + ": is no longer in the plan; it " + was(agreed));
        } else if (!agreed.uid().isEmpty()
                && !now.uid().isEmpty()
                && !agreed.uid().equals(now.uid())) {
            lines.add(key + ": is another object now (deleted and created anew)");
        } else if (agreed.action() != now.action()) {
            lines.add(key + ": " + would(now) + "; it " + was(agreed) + presence(agreed, now));
        } else {
            fields(key, agreed, now);
        }
    }

    private static String presence(Change agreed, Change now) {
        boolean wasThere = !agreed.uid().isEmpty();
        boolean isThere = !now.uid().isEmpty();
        return wasThere == isThere ? "" : wasThere ? " (somebody has deleted it)" : " (somebody has created it)";
    }

    private void fields(ResourceKey key, Change agreed, Change now) {
        int found = lines.size();
        Map<String, FieldDiff> before = byPath(agreed);
        Map<String, FieldDiff> after = byPath(now);
        Set<String> paths = new LinkedHashSet<>(after.keySet());
        paths.addAll(before.keySet());
        paths.forEach(path -> field(key + ": " + path, before.get(path), after.get(path)));
        if (!agreed.type().equals(now.type())) {
            lines.add(key + ": is declared as " + now.type() + " now, and was as " + agreed.type());
        }
        if (lines.size() == found
                && agreed.before().isMissingNode()
                && now.before().isMissingNode()) {
            // Of what is to be created the plan has no fields, only the whole.
            ObjectDiff.of(agreed.after(), now.after(), Owners.of(Json.object(), ""))
                    .forEach(field -> lines.add(key + ": " + field.path() + " would now be " + value(field.after())
                            + "; it was to be " + value(field.before())));
        }
    }

    private void field(String where, FieldDiff agreed, FieldDiff now) {
        if (agreed == null) {
            lines.add(where + " would now change too, from " + value(now.before()) + " to " + value(now.after()));
        } else if (now == null) {
            lines.add(where + " would no longer change; it was to change from " + value(agreed.before()) + " to "
                    + value(agreed.after()));
        } else if (!agreed.before().equals(now.before()) || !agreed.after().equals(now.after())) {
            lines.add(where + " would now change from " + value(now.before()) + was(agreed.before(), now.before())
                    + " to " + value(now.after()) + was(agreed.after(), now.after()));
        }
    }

    private static String was(JsonNode agreed, JsonNode now) {
        return agreed.equals(now) ? "" : " (was " + value(agreed) + ")";
    }

    private static String value(JsonNode value) {
        return value.isMissingNode() ? "nothing" : Words.value(value, LONGEST_VALUE);
    }

    private static String would(Change now) {
        return switch (now.action()) {
            case CREATE -> "would now be created";
            case UPDATE -> "would now be updated";
            case REPLACE -> "would now be deleted and created anew";
            case UNCHANGED -> "would now be left as it is";
            case CONFLICT -> "is in conflict now (" + now.reason() + ")";
            case PRUNE -> "would now be deleted";
            case RUN -> "would now run";
            case UNKNOWN -> "cannot be predicted now (" + now.reason() + ")";
        };
    }

    private static String was(Change agreed) {
        return switch (agreed.action()) {
            case CREATE -> "was to be created";
            case UPDATE -> "was to be updated";
            case REPLACE -> "was to be deleted and created anew";
            case UNCHANGED -> "was unchanged";
            case CONFLICT -> "was in conflict";
            case PRUNE -> "was to be deleted";
            case RUN -> "was to run";
            case UNKNOWN -> "could not be predicted";
        };
    }

    private static Map<ResourceKey, Change> byKey(Plan plan) {
        return index(plan.changes(), Change::key);
    }

    private static Map<String, FieldDiff> byPath(Change change) {
        return index(change.fields(), FieldDiff::path);
    }

    private static <K, V> Map<K, V> index(List<V> values, Function<V, K> key) {
        return values.stream().collect(Collectors.toMap(key, value -> value, (a, b) -> a, LinkedHashMap::new));
    }
}
