package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Reads the fields of one JSON object of a record and names the field that is not as it must be.
 *
 * @param tree the object
 * @param where which one it is, for messages: {@code record file.json: plan.changes[3]}
 */
record FieldReader(JsonNode tree, String where) {

    /** @return the reader of a field that must be an object */
    FieldReader object(String name) {
        JsonNode node = tree.path(name);
        if (!node.isObject()) {
            throw wrong(name, "an object");
        }
        return new FieldReader(node, where + "." + name);
    }

    /** @return whether the field is there and not null */
    boolean has(String name) {
        return tree.hasNonNull(name);
    }

    /** @return the text of a field that must be there */
    String text(String name) {
        JsonNode node = tree.path(name);
        if (!node.isTextual()) {
            throw wrong(name, "a text");
        }
        return node.textValue();
    }

    /** @return the text of a field, empty when it is not there */
    String optionalText(String name) {
        return has(name) ? text(name) : "";
    }

    Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw wrong(name, "a time such as 2026-11-22T16:41:51Z");
        }
    }

    Duration millis(String name) {
        JsonNode node = tree.path(name);
        if (!node.canConvertToLong()) {
            throw wrong(name, "a number of milliseconds");
        }
        return Duration.ofMillis(node.longValue());
    }

    /** @return the constant whose {@link #word} the field holds */
    <E extends Enum<E>> E word(String name, Class<E> type) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw wrong(name, "one of the words that this version knows, but \"" + text + "\"");
    }

    /** @return the texts of an array, nothing when it is not there */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : tree.path(name)) {
            if (!element.isTextual()) {
                throw wrong(name, "an array of texts");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** @return what {@code map} makes of each object of an array, nothing when it is not there */
    <T> List<T> list(String name, Function<FieldReader, T> map) {
        List<T> list = new ArrayList<>();
        for (JsonNode element : tree.path(name)) {
            if (!element.isObject()) {
                throw wrong(name, "an array of objects");
            }
            list.add(map.apply(new FieldReader(element, where + "." + name + "[" + list.size() + "]")));
        }
        return list;
    }

    /** @return the word that stands for a constant in JSON: {@code dry-run} */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private GitOpsException wrong(String name, String wanted) {
        return new GitOpsException(where + ": the field \"" + name + "\" is not " + wanted
                + "; the file was changed by something else or is damaged");
    }
}
