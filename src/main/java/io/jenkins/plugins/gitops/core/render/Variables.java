package io.jenkins.plugins.gitops.core.render;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:-default}} in single values, after the text has been taken apart: whatever
 * a variable holds, it stays within its value. <code>$${</code> stands for <code>${</code> itself.
 */
final class Variables implements UnaryOperator<String> {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(})?");
    private static final Pattern NAME =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(:-((?:(?!\\$\\{).)*))?", Pattern.DOTALL);

    private final Map<String, String> values;

    Variables(Map<String, String> values) {
        this.values = values;
    }

    /** @return what replaces the variables that are asked for; leaves all text alone when none are */
    static UnaryOperator<String> of(Changes changes) {
        return changes.substitute() ? new Variables(changes.variables()) : UnaryOperator.identity();
    }

    /** @throws IllegalArgumentException when a variable is not known and has no default, or it is no variable */
    @Override
    public String apply(String text) {
        Matcher reference = REFERENCE.matcher(text);
        return reference.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) == null ? "${" : value(found.group(), found.group(1), found.group(2) != null)));
    }

    private String value(String whole, String inner, boolean closed) {
        Matcher parts = NAME.matcher(inner);
        if (!closed || !parts.matches()) {
            throw new IllegalArgumentException("'" + whole
                    + "' is no variable: write ${NAME} or ${NAME:-default}, or $${ where ${ itself is meant");
        }
        String value = values.getOrDefault(parts.group(1), parts.group(3));
        if (value == null) {
            throw new IllegalArgumentException("the variable " + parts.group(1)
                    + " is not given; give it, write ${" + parts.group(1)
                    + ":-default}, or $${ where ${ itself is meant");
        }
        return value;
    }
}
