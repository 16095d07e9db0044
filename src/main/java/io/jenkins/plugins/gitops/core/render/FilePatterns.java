package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Patterns of files in a directory, as {@code .gitignore} reads them: one without a slash is about names at any depth,
 * one with a slash about paths from the directory on. {@code *} stands for any text within a name, {@code **} for any
 * number of directories, {@code {a,b}} for either.
 */
final class FilePatterns {
    private static final String ANY_DIRECTORY = "**/";

    private final List<Entry> entries;

    private record Entry(String text, boolean path, List<PathMatcher> matchers) {
        boolean matches(Path relative) {
            Path subject = path ? relative : relative.getFileName();
            return matchers.stream().anyMatch(matcher -> matcher.matches(subject));
        }
    }

    /** @throws GitOpsException when one of them is no pattern */
    FilePatterns(List<String> patterns) {
        entries = patterns.stream().map(FilePatterns::entry).toList();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /**
     * @param relative a path relative to the directory
     * @return the first pattern that matches
     */
    Optional<String> find(Path relative) {
        return entries.stream()
                .filter(entry -> entry.matches(relative))
                .map(Entry::text)
                .findFirst();
    }

    private static Entry entry(String text) {
        String pattern = text.replaceFirst("^/", "").replaceFirst("/$", "");
        boolean path = text.replaceFirst("/$", "").contains("/");
        if (pattern.isEmpty()) {
            throw new GitOpsException("the pattern '" + text + "' is empty");
        }
        try {
            return new Entry(text, path, glob(pattern).toList());
        } catch (PatternSyntaxException e) {
            throw new GitOpsException("'" + text + "' is no pattern of file names: " + e.getDescription(), e);
        }
    }

    /** Java wants a directory where Git is content with none. */
    private static Stream<PathMatcher> glob(String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return pattern.startsWith(ANY_DIRECTORY)
                ? Stream.concat(Stream.of(matcher), glob(pattern.substring(ANY_DIRECTORY.length())))
                : Stream.of(matcher);
    }
}
