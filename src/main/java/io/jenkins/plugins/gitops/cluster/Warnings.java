package io.jenkins.plugins.gitops.cluster;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Warning} headers of an answer: {@code 299 - "text"}, with quotes and backslashes escaped (RFC 7234, 5.5). */
final class Warnings {
    private static final Pattern VALUE = Pattern.compile("\\d{3} \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");

    private Warnings() {}

    static List<String> texts(List<String> headers) {
        return headers.stream()
                .flatMap(header -> VALUE.matcher(header).results().map(match -> match.group(1)))
                .map(text -> Pattern.compile("\\\\(.)")
                        .matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(match.group(1))))
                .distinct()
                .toList();
    }
}
