package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;

/** Values in sentences. */
final class Words {
    private Words() {}

    /** @return a value on one line, without quotes where it can be mistaken for nothing else, cut to a length */
    static String value(JsonNode value, int longest) {
        String text = value.isTextual() && value.textValue().matches("[A-Za-z0-9(][^\\p{Cntrl}\"]*")
                ? value.textValue()
                : value.toString();
        return cut(text, longest);
    }

    /** @return the text, or its beginning and {@code …} when it has more than {@code longest} characters */
    static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
