package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fetches what a chart's lock file names, {@code helm dependency build}, in a copy: the source stays as it was committed.
 * Charts that are named by a path ({@code file://../common}) are copied along with it.
 */
final class HelmDependencies {
    private static final List<String> LOCKS = List.of("Chart.lock", "requirements.lock");
    private static final List<String> DECLARATIONS = List.of("Chart.yaml", "requirements.yaml");
    private static final String FILE = "file://";
    /** What Helm says when its own configuration does not know the repository of a dependency. */
    private static final String UNKNOWN_REPOSITORY = "no repository definition for";

    private final Tool tool;
    private final SourceDirectory directory;
    private final Scratch scratch;
    private final Set<Path> copied = new HashSet<>();

    HelmDependencies(Tool tool, SourceDirectory directory, Scratch scratch) {
        this.tool = tool;
        this.directory = directory;
        this.scratch = scratch;
    }

    /** @return whether the chart has a lock file, without which each day could bring other dependencies */
    static boolean areLocked(Path chart) {
        return LOCKS.stream().anyMatch(lock -> Files.isRegularFile(chart.resolve(lock)));
    }

    /** @return a copy of the chart with its dependencies */
    Path build(Path chart) {
        Path copy = copy(chart);
        List<String> command = new ArrayList<>(List.of("helm", "dependency", "build", copy.toString()));
        Result result = tool.run(directory.root(), command);
        if (result.exitCode() != 0 && result.error().contains(UNKNOWN_REPOSITORY)) {
            command.addAll(repositories(chart));
            result = tool.run(directory.root(), command);
        }
        if (result.exitCode() != 0) {
            throw new GitOpsException(
                    "helm cannot fetch the dependencies of " + directory.relative(chart) + ": " + Tool.reason(result));
        }
        return copy;
    }

    private Path copy(Path chart) {
        Path target = scratch.directory().resolve("charts").resolve(directory.relative(chart));
        if (!copied.add(chart)) {
            return target;
        }
        try (Stream<Path> files = Files.walk(chart)) {
            for (Path file : files.toList()) {
                Path there = target.resolve(chart.relativize(file).toString());
                Path real = directory.requireInside(file, "path");
                if (Files.isDirectory(real)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(real, there);
                }
            }
        } catch (IOException e) {
            throw new GitOpsException("cannot copy " + directory.relative(chart) + ": " + e.getMessage(), e);
        }
        for (String path : declared(chart, DECLARATIONS)) {
            if (path.startsWith(FILE)) {
                copy(beside(chart, path));
            }
        }
        return target;
    }

    private Path beside(Path chart, String url) {
        Path path = chart.resolve(url.substring(FILE.length())).normalize();
        if (!path.startsWith(directory.root()) || !Files.isDirectory(path)) {
            throw new GitOpsException("the chart " + directory.relative(chart) + " depends on " + url
                    + ", which is no directory of the source");
        }
        return directory.requireInside(path, "dependency");
    }

    /** @return options that make known the repositories which the lock file names */
    private List<String> repositories(Path chart) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        declared(chart, LOCKS).stream()
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"))
                .distinct()
                .forEach(url -> list.addObject()
                        .put("name", "repository-" + list.size())
                        .put("url", url));
        Path file = scratch.directory().resolve("repositories.yaml");
        try {
            Files.writeString(
                    file, Json.write(Json.object().put("apiVersion", "").set("repositories", list)));
        } catch (IOException e) {
            throw new GitOpsException("cannot write " + file + ": " + e.getMessage(), e);
        }
        return List.of(
                "--repository-config",
                file.toString(),
                "--repository-cache",
                scratch.directory().resolve("repositories").toString());
    }

    private List<String> declared(Path chart, List<String> names) {
        return names.stream()
                .flatMap(name -> document(chart.resolve(name)).stream())
                .flatMap(document -> Json.elements(document, "dependencies"))
                .map(dependency -> Json.text(dependency, "repository"))
                .toList();
    }

    private Optional<JsonNode> document(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ManifestReader.readDocument(Files.readString(file), directory.relative(file)));
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + directory.relative(file) + ": " + e.getMessage(), e);
        }
    }
}
