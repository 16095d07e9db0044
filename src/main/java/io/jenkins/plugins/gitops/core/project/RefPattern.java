package io.jenkins.plugins.gitops.core.project;

import java.util.regex.Pattern;

/** Names of branches or tags: {@code *} is any text without a slash, {@code **} any text, {@code ?} any character. */
final class RefPattern {
    private RefPattern() {}

    static boolean matches(String pattern, String name) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' && i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
                expression.append(".*");
                i++;
            } else if (c == '*') {
                expression.append("[^/]*");
            } else {
                expression.append(c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return name.matches(expression.toString());
    }
}
