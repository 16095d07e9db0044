package io.jenkins.plugins.gitops.core.project;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A proposal as text.
 *
 * @param directory the directory that the file is for; the app is named after it
 * @param source lines about the source of all environments; none when each has its own
 * @param found the environments that were found, and lines of their own; none for one that is made up
 */
record ProposalText(Path directory, List<String> source, Map<String, List<String>> found) {
    private static final Set<String> LAST = Set.of("prod", "production", "live");
    private static final String ONLY = "prod";

    String text() {
        String app = word(directory);
        StringBuilder text = new StringBuilder(
                        "# What is deployed where. Every key is told of in docs/gitops-yaml.md of the"
                                + " GitOps plugin.\nversion: 1\napp: ")
                .append(app)
                .append('\n');
        source.forEach(line -> text.append(line).append('\n'));
        text.append("environments:\n");
        List<String> names = names();
        for (String name : names) {
            text.append("  ").append(name).append(":\n");
            indented(text, builds(names, name));
            indented(text, "namespace: " + (names.size() == 1 ? app : app + "-" + name));
            found.getOrDefault(name, List.of()).forEach(line -> indented(text, line));
        }
        return text.toString();
    }

    /** What serves users comes last. */
    private List<String> names() {
        return found.isEmpty()
                ? List.of(ONLY)
                : found.keySet().stream()
                        .sorted(Comparator.comparing(LAST::contains))
                        .toList();
    }

    /** The first environment follows the main branch, the last gets what was released, others their own branch. */
    private static String builds(List<String> names, String name) {
        if (name.equals(names.get(0))) {
            return "branches: [main]";
        }
        return name.equals(names.get(names.size() - 1)) ? "tags: [\"v*\"]" : "branches: [" + name + "]";
    }

    private static void indented(StringBuilder text, String line) {
        text.append("    ").append(line).append('\n');
    }

    /** @return the name of a file as the name of an app or environment */
    static String word(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        String word =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return word.isEmpty() ? "app" : word;
    }
}
