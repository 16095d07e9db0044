package io.jenkins.plugins.gitops.core.render.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be told who asks ({@code WWW-Authenticate}).
 *
 * @param scheme {@code basic} or {@code bearer}
 * @param parameters {@code realm}, {@code service} and the like
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final Pattern CHALLENGE = Pattern.compile("(?i)\\s*(basic|bearer)\\b(.*)");
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_]+)=(?:\"([^\"]*)\"|([^\\s,]+))");

    /** @return the first challenge of a kind that is known, {@code bearer} before {@code basic} */
    static Optional<Challenge> of(List<String> headers) {
        Optional<Challenge> basic = Optional.empty();
        for (String header : headers) {
            Matcher matcher = CHALLENGE.matcher(header);
            if (matcher.matches()) {
                Challenge found =
                        new Challenge(matcher.group(1).toLowerCase(Locale.ROOT), parameters(matcher.group(2)));
                if (found.scheme().equals("bearer")) {
                    return Optional.of(found);
                }
                basic = Optional.of(found);
            }
        }
        return basic;
    }

    /** @return a parameter, or an empty text */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            parameters.put(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
        }
        return parameters;
    }
}
