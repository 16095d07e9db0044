package io.jenkins.plugins.gitops.core.fields;

import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.io.Serializable;
import java.util.Optional;

/**
 * Which objects a rule is about. In every part {@code *} stands for any text and {@code ?} for any character.
 *
 * @param group the API group; an empty text is the core group
 * @param kind the kind
 * @param namespace the namespace; {@code *} also matches objects without one
 * @param name the name
 */
public record ObjectPattern(String group, String kind, String namespace, String name) implements Serializable {
    static final String ANY = "*";

    /** @return the pattern of {@code Kind.group}, of {@code Kind} in any group, or of {@code *} */
    static ObjectPattern of(String groupKind, String namespace, String name) {
        int dot = groupKind.indexOf('.');
        return dot < 0
                ? new ObjectPattern(ANY, groupKind, namespace, name)
                : new ObjectPattern(groupKind.substring(dot + 1), groupKind.substring(0, dot), namespace, name);
    }

    /**
     * Reads {@code Kind.group}, {@code Kind.group/name} or {@code Kind.group/namespace/name}.
     *
     * @return the pattern, or empty when the text is something else
     */
    public static Optional<ObjectPattern> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length > 3 || parts[0].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                of(parts[0], parts.length == 3 ? parts[1] : ANY, parts.length == 1 ? ANY : parts[parts.length - 1]));
    }

    /** @return the pattern of all objects of {@code Kind}, in any group, or of {@code Kind.group} */
    public static ObjectPattern ofKind(String groupKind) {
        return of(groupKind, ANY, ANY);
    }

    /** @return whether the rule is about the object */
    public boolean matches(ResourceKey key) {
        return matches(group, key.group())
                && matches(kind, key.kind())
                && matches(namespace, key.namespace())
                && matches(name, key.name());
    }

    /**
     * @return whether the text is as the pattern, in which {@code *} stands for any text and {@code ?} for any character
     */
    public static boolean matches(String pattern, String text) {
        // Never goes back further than to the last star: the time is the product of the lengths at most.
        int p = 0;
        int star = -1;
        int resume = 0;
        for (int t = 0; t < text.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** @return {@code Deployment.apps/shop/web}, every part written out */
    @Override
    public String toString() {
        return kind + "." + group + "/" + namespace + "/" + name;
    }
}
