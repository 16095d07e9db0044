package io.jenkins.plugins.gitops.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.Decoder.DecodeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leaf values as the API server reads and writes them. */
public final class Scalars {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern MICRO =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(.*)", Pattern.DOTALL);

    private Scalars() {}

    /** The value of a field that is always printed and has none. */
    public static JsonNode zero(Type type) {
        if (!(type instanceof Type.Scalar scalar)) {
            return NODES.nullNode();
        }
        return switch (scalar) {
            case STRING -> NODES.textNode("");
            case BOOLEAN -> NODES.booleanNode(false);
            case INTEGER, NUMBER, INT_OR_STRING -> Json.number(0);
            case QUANTITY -> NODES.textNode("0");
            case TIME, MICRO_TIME, BYTES -> NODES.nullNode();
        };
    }

    static boolean isZero(JsonNode value) {
        return value.isBoolean()
                ? !value.booleanValue()
                : value.isNumber() ? value.asDouble() == 0 : value.asText().isEmpty();
    }

    static String goName(Type.Scalar type) {
        return switch (type) {
            case STRING, TIME, MICRO_TIME -> "string";
            case BYTES -> "[]uint8";
            case BOOLEAN -> "bool";
            case INTEGER -> "int32";
            case NUMBER -> "float64";
            case INT_OR_STRING, QUANTITY -> "intstr.IntOrString";
        };
    }

    static JsonNode canonical(Type.Scalar type, JsonNode value) {
        return switch (type) {
            case INTEGER -> Json.number(value.longValue());
            case QUANTITY -> {
                try {
                    yield NODES.textNode(Quantities.canonical(value.asText()));
                } catch (IllegalArgumentException e) {
                    throw new DecodeException(e.getMessage());
                }
            }
            case TIME -> NODES.textNode(time(value.textValue()));
            case MICRO_TIME -> NODES.textNode(microTime(value.textValue()));
            case BYTES -> {
                checkBase64(value.textValue());
                yield value;
            }
            default -> value;
        };
    }

    private static String time(String text) {
        try {
            return OffsetDateTime.parse(text)
                    .toInstant()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        } catch (DateTimeParseException e) {
            throw new DecodeException("parsing time \"" + text + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \""
                    + text.substring(Math.min(e.getErrorIndex(), text.length())) + "\" as \"2006\"");
        }
    }

    // Six digits and not one less: what a Lease wants, and what clients get wrong.
    private static String microTime(String text) {
        Matcher matcher = MICRO.matcher(text);
        String fraction = matcher.matches() ? matcher.group(2) : "";
        if (!fraction.matches("\\.\\d{6}(Z|[+-]\\d\\d:\\d\\d)")) {
            throw new DecodeException("parsing time \"" + text
                    + "\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"" + fraction
                    + "\" as \".000000\"");
        }
        Instant instant = OffsetDateTime.parse(text).toInstant();
        return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "") + fraction.substring(0, 7) + "Z";
    }

    private static void checkBase64(String text) {
        int length = text.replaceAll("[\r\n]", "").length();
        Matcher bad = Pattern.compile("[^A-Za-z0-9+/\r\n]").matcher(text.replaceFirst("={1,2}[\r\n]*$", ""));
        if (bad.find()) {
            throw new DecodeException("illegal base64 data at input byte " + bad.start());
        }
        if (length % 4 != 0) {
            throw new DecodeException("illegal base64 data at input byte " + (length - length % 4));
        }
    }
}
