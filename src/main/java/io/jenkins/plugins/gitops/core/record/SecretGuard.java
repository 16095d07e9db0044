package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last door before a plan reaches a disk or a page. Plans come masked; should a Secret's value ever slip through,
 * it ends here. Masks pass, everything else under a Secret's {@code data} and {@code stringData} is replaced.
 */
final class SecretGuard {
    private static final Pattern MASK = Pattern.compile("\\(hidden #[0-9]+\\)");
    private static final String REPLACEMENT = "(hidden)";
    private static final List<String> FIELDS = List.of("data", "stringData");

    private SecretGuard() {}

    /** @return the change, with nothing of a Secret's values in it */
    static Change guard(Change change) {
        return isSecret(change.key())
                ? new Change(
                        change.key(),
                        change.type(),
                        change.action(),
                        change.uid(),
                        change.fields().stream().map(SecretGuard::field).toList(),
                        object(change.before()),
                        object(change.after()),
                        change.reason(),
                        change.warnings())
                : change;
    }

    private static boolean isSecret(ResourceKey key) {
        return key.group().isEmpty() && key.kind().equals("Secret");
    }

    /** @return the value of a field, with nothing of a Secret's values in it */
    static JsonNode guard(ResourceKey key, String path, JsonNode value) {
        return isSecret(key) && isValue(path) ? value(value) : value;
    }

    private static boolean isValue(String path) {
        return FIELDS.contains(path.split("[.\\[]", 2)[0]);
    }

    private static FieldDiff field(FieldDiff field) {
        return isValue(field.path())
                ? new FieldDiff(
                        field.path(), value(field.before()), value(field.after()), field.managers(), field.since())
                : field;
    }

    private static JsonNode object(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = object.deepCopy();
        FIELDS.stream().filter(copy::has).forEach(name -> copy.set(name, value(copy.get(name))));
        return copy;
    }

    private static JsonNode value(JsonNode value) {
        if (value instanceof ObjectNode values) {
            ObjectNode copy = values.objectNode();
            values.properties().forEach(entry -> copy.set(entry.getKey(), value(entry.getValue())));
            return copy;
        }
        boolean passes = value.isMissingNode()
                || value.isTextual() && MASK.matcher(value.textValue()).matches();
        return passes ? value : TextNode.valueOf(REPLACEMENT);
    }
}
