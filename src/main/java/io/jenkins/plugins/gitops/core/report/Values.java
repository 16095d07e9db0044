package io.jenkins.plugins.gitops.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import java.util.List;
import java.util.regex.Pattern;

/** Values of a cluster as text for eyes and for line diffs. */
final class Values {
    /** Texts that would be taken for something else without quotes. */
    private static final Pattern MISTAKABLE = Pattern.compile("|null|true|false|-?[0-9.]+|\\s.*|.*\\s|[\\[{\"'].*");

    private Values() {}

    /** @return the lines of an object as YAML, its fields by name; none when there is no object */
    static List<String> yaml(JsonNode object) {
        return Json.sorted(object) instanceof ObjectNode sorted
                ? List.of(ManifestWriter.yaml(sorted).split("\n"))
                : List.of();
    }

    /** @return a value on one line: text without quotes where it can be mistaken for nothing else, else JSON */
    static String inline(JsonNode value) {
        boolean bare =
                value.isTextual() && !MISTAKABLE.matcher(value.textValue()).matches();
        return bare ? value.textValue() : value.toString();
    }

    /** @return a text value's lines, without an empty one at its end; none when there is no value */
    static List<String> lines(JsonNode value) {
        if (value.isMissingNode()) {
            return List.of();
        }
        return isText(value) ? List.of(value.textValue().split("\n")) : List.of(inline(value));
    }

    /** @return whether the value is a text of several lines */
    static boolean isText(JsonNode value) {
        return value.isTextual() && value.textValue().indexOf('\n') >= 0;
    }
}
