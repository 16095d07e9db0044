package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What a scalar means to kubectl, Flux and Argo CD, which read YAML 1.1 through {@code sigs.k8s.io/yaml}
 * ({@code goyaml.v2/resolve.go}): {@code 0400} is 256, {@code on} is true, {@code 22:22} and dates are text.
 */
final class YamlScalar {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)" + "|0[oO]([0-7]+)|0([0-7]+)|(0|[1-9][0-9]*))");
    private static final int[] RADIX_OF_GROUP = {0, 0, 16, 2, 8, 8, 10};
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=[0-9])_(?=[0-9])");

    private YamlScalar() {}

    /**
     * @param text the scalar's text, or what stands in its place
     * @return the value
     * @throws IllegalArgumentException when it cannot be written as JSON or is not what its tag says
     */
    static JsonNode resolve(ScalarEvent event, String text) {
        if (event.getTag() != null) {
            return tagged(event.getTag(), text);
        }
        return event.getImplicit().canOmitTagInPlainScalar() ? plain(text) : TextNode.valueOf(text);
    }

    /** @return the value of a scalar without quotes and tag */
    static JsonNode plain(String text) {
        if (NULL.contains(text)) {
            return NullNode.getInstance();
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return BooleanNode.valueOf(TRUE.contains(text));
        }
        if (NOT_FINITE.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no number that JSON has; quote it if it is text");
        }
        return number(text).orElseGet(() -> TextNode.valueOf(text));
    }

    /** @return the whole number that the text is, if it is one: decimal, octal, hexadecimal or binary */
    static Optional<JsonNode> integer(String text) {
        char first = text.isEmpty() ? '_' : text.charAt(0);
        Matcher matcher = INTEGER.matcher(first == '_' ? "" : text.replace("_", ""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int group = 2;
        while (matcher.group(group) == null) {
            group++;
        }
        BigInteger magnitude = new BigInteger(matcher.group(group), RADIX_OF_GROUP[group]);
        BigInteger value = matcher.group(1).equals("-") ? magnitude.negate() : magnitude;
        boolean readable =
                value.bitLength() < Long.SIZE || matcher.group(1).isEmpty() && value.bitLength() <= Long.SIZE;
        return readable ? Optional.of(GoNumber.of(value)) : Optional.empty();
    }

    private static Optional<JsonNode> number(String text) {
        return integer(text).or(() -> floating(text));
    }

    private static Optional<JsonNode> floating(String text) {
        String digits =
                switch (text.charAt(0)) {
                    case '_' -> text;
                    case '.' -> BETWEEN_DIGITS.matcher(text).replaceAll("");
                    default -> text.replace("_", "");
                };
        if (!FLOAT.matcher(digits).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(digits);
        return Double.isInfinite(value) ? Optional.empty() : Optional.of(GoNumber.of(value));
    }

    private static JsonNode tagged(String tag, String text) {
        if (tag.equals(Tag.STR.getValue()) || tag.equals(Tag.TIMESTAMP.getValue())) {
            return TextNode.valueOf(text);
        }
        Optional<JsonNode> value = Optional.empty();
        if (tag.equals(Tag.INT.getValue())) {
            value = integer(text);
        } else if (tag.equals(Tag.FLOAT.getValue())) {
            value = text.isEmpty() ? value : number(text);
        } else if (tag.equals(Tag.BOOL.getValue())) {
            value = Optional.of(plain(text)).filter(JsonNode::isBoolean);
        } else if (tag.equals(Tag.NULL.getValue())) {
            value = Optional.of(plain(text)).filter(JsonNode::isNull);
        } else {
            throw unknownTag(tag);
        }
        return value.orElseThrow(
                () -> new IllegalArgumentException("'" + text + "' is not what its tag " + shortTag(tag) + " says"));
    }

    /** Refuses any tag on a map or list but the standard one. */
    static void requireTag(String tag, Tag standard) {
        if (tag != null && !tag.equals(standard.getValue())) {
            throw unknownTag(tag);
        }
    }

    private static IllegalArgumentException unknownTag(String tag) {
        return new IllegalArgumentException("the tag " + shortTag(tag) + " means nothing to Kubernetes; remove it");
    }

    private static String shortTag(String tag) {
        return tag.startsWith(Tag.PREFIX) ? "!!" + tag.substring(Tag.PREFIX.length()) : tag;
    }
}
