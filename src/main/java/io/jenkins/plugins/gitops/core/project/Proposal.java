package io.jenkins.plugins.gitops.core.project;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at a directory and proposes a {@code gitops.yaml} for it. */
public final class Proposal {
    /** Where people keep what is deployed, the likeliest first. */
    private static final List<String> PLACES = List.of(
            "deploy", "k8s", "kubernetes", "manifests", "kustomize", "chart", "helm", "charts", "overlays", ".");

    private static final Set<String> LAST = Set.of("prod", "production", "live");
    private static final String VALUES = "values-";

    private final Path directory;

    private Proposal(Path directory) {
        this.directory = directory;
    }

    /**
     * @param directory the directory that the file is for
     * @return the text of the file
     * @throws GitOpsException when the directory holds nothing that could be deployed
     */
    public static String of(Path directory) {
        return new Proposal(directory.toAbsolutePath().normalize()).text();
    }

    private String text() {
        for (String place : PLACES) {
            Optional<String> found = at(place);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new GitOpsException("nothing in " + directory
                + " looks like a chart, a kustomization or manifests; name the" + " directory that holds them");
    }

    private Optional<String> at(String place) {
        Path path = directory.resolve(place);
        if (isFile(path, "Chart.yaml")) {
            return Optional.of(chart(place, path));
        }
        List<Path> charts = directories(path).stream()
                .filter(inner -> isFile(inner, "Chart.yaml"))
                .toList();
        if (charts.size() == 1) {
            return Optional.of(chart(relative(charts.get(0)), charts.get(0)));
        }
        for (Path overlays : List.of(path, path.resolve("overlays"))) {
            List<Path> kustomizations = directories(overlays).stream()
                    .filter(Proposal::isKustomization)
                    .toList();
            boolean named = overlays.endsWith("overlays");
            if (!kustomizations.isEmpty() && named) {
                return Optional.of(overlays(kustomizations));
            }
        }
        if (isKustomization(path)) {
            return Optional.of(plain("kustomize: " + place));
        }
        return !place.equals(".") && holdsManifests(path)
                ? Optional.of(plain("manifests: " + place))
                : Optional.empty();
    }

    private String chart(String name, Path chart) {
        Map<String, List<String>> environments = new LinkedHashMap<>();
        Stream.concat(files(directory).stream(), files(chart).stream())
                .filter(file -> fileName(file).matches(VALUES + "[a-z0-9-]+\\.ya?ml"))
                .forEach(file -> environments.putIfAbsent(
                        fileName(file).substring(VALUES.length()).replaceFirst("\\.ya?ml$", ""),
                        List.of("values: [" + relative(file) + "]")));
        return file("helm:\n    chart: " + name, environments);
    }

    private String overlays(List<Path> overlays) {
        Map<String, List<String>> environments = new LinkedHashMap<>();
        overlays.forEach(overlay ->
                environments.put(word(fileName(overlay)), List.of("source:", "  kustomize: " + relative(overlay))));
        return file("", environments);
    }

    private String plain(String source) {
        return file(source, Map.of());
    }

    private String file(String source, Map<String, List<String>> found) {
        String app = word(fileName(directory));
        StringBuilder text =
                new StringBuilder("# What is deployed where. Every key: docs/gitops-yaml.md of the GitOps plugin\n");
        text.append("version: 1\napp: ").append(app).append('\n');
        if (!source.isEmpty()) {
            text.append("source:\n  ").append(source).append('\n');
        }
        text.append("environments:\n");
        Map<String, List<String>> environments = found.isEmpty() ? Map.of("prod", List.of()) : found;
        List<String> names = environments.keySet().stream()
                .sorted((a, b) -> Boolean.compare(LAST.contains(a), LAST.contains(b)))
                .toList();
        for (String name : names) {
            text.append("  ").append(name).append(":\n");
            // The first environment follows the main branch, the last gets what was released by a tag.
            if (name.equals(names.get(names.size() - 1)) && names.size() > 1) {
                text.append("    tags: [\"v*\"]\n");
            } else if (name.equals(names.get(0))) {
                text.append("    branches: [main]\n");
            }
            text.append("    namespace: ")
                    .append(names.size() == 1 ? app : app + "-" + name)
                    .append('\n');
            environments
                    .get(name)
                    .forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.toString();
    }

    private String relative(Path path) {
        return directory.relativize(path.normalize()).toString().replace('\\', '/');
    }

    private static String word(String name) {
        String word =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return word.isEmpty() ? "app" : word;
    }

    private static boolean isKustomization(Path path) {
        return isFile(path, "kustomization.yaml") || isFile(path, "kustomization.yml") || isFile(path, "Kustomization");
    }

    private static boolean isFile(Path path, String name) {
        return Files.isRegularFile(path.resolve(name));
    }

    private static boolean holdsManifests(Path path) {
        return files(path).stream().anyMatch(file -> {
            try (Stream<String> lines = Files.lines(file)) {
                return fileName(file).matches(".+\\.(ya?ml|json)")
                        && lines.anyMatch(line -> line.strip().replace("\"", "").startsWith("apiVersion:"));
            } catch (IOException | UncheckedIOException e) {
                return false;
            }
        });
    }

    private static String fileName(Path path) {
        return path.getFileName().toString();
    }

    private static List<Path> directories(Path path) {
        return entries(path).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> files(Path path) {
        return entries(path).stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> entries(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
