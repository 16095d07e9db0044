package io.jenkins.plugins.gitops.config;

import java.io.File;
import java.util.List;
import org.apache.tools.ant.types.selectors.SelectorUtils;

/**
 * Patterns of names that have parts between slashes, of jobs and of branches, as Ant has them: {@code *} and {@code ?}
 * stay within one part, {@code **} spans any number of them. Upper and lower case differ.
 */
final class NamePattern {
    private NamePattern() {}

    static boolean matchesAny(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> SelectorUtils.matchPath(local(pattern), local(name)));
    }

    /** Ant takes the separator of the machine that it runs on. */
    private static String local(String name) {
        return name.replace('/', File.separatorChar);
    }
}
