package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a kustomization and all that it is built on name: everything must be a file or directory of the source. Kustomize
 * takes a name that is neither for a repository or a page elsewhere and fetches it, and has no option against that.
 */
final class KustomizationFiles {
    /** What may be a directory, with a kustomization of its own. */
    private static final List<String> BASES =
            List.of("resources", "bases", "components", "generators", "transformers", "validators");
    /** Of these, the files are configurations of Kustomize's own, which may name files in turn. */
    private static final Set<String> CONFIGURATIONS = Set.of("generators", "transformers", "validators");
    /** What names files only. */
    private static final List<String> FILES = List.of("crds", "configurations", "patchesStrategicMerge");
    /** What has entries that name one file. */
    private static final List<String> WITH_PATH = List.of("patches", "patchesJson6902", "replacements");
    /** What has entries that name several files. */
    private static final List<String> WITH_FILES = List.of("configMapGenerator", "secretGenerator");
    /** Kustomize fetches a page wherever it reads a file. */
    private static final Pattern PAGE = Pattern.compile("(?:[^=\\s]+=)?https?://\\S+", Pattern.CASE_INSENSITIVE);

    private final SourceDirectory directory;
    private final Set<Path> seen = new HashSet<>();

    KustomizationFiles(SourceDirectory directory) {
        this.directory = directory;
    }

    /** @throws GitOpsException when the kustomization there, or one below it, needs anything from elsewhere */
    void requireLocal(Path kustomization) {
        if (!seen.add(kustomization)) {
            return;
        }
        for (String name : SourceDetector.KUSTOMIZATIONS) {
            Path file = kustomization.resolve(name);
            if (Files.isRegularFile(file)) {
                requireLocal(kustomization, directory.requireInside(file, "path"));
            }
        }
    }

    private void requireLocal(Path kustomization, Path file) {
        String name = directory.relative(kustomization.resolve(file.getFileName()));
        JsonNode content = read(file, name);
        requireNoCharts(content, name);
        files(content).forEach(named -> requireNoPages(named, name));
        for (String field : BASES) {
            // Generators, transformers and validators may stand in the list themselves, as text of several lines.
            Json.elements(content, field)
                    .map(JsonNode::asText)
                    .filter(entry -> !entry.contains("\n"))
                    .forEach(entry -> base(kustomization, name, field, entry));
        }
    }

    private void base(Path kustomization, String name, String field, String entry) {
        Path path = local(kustomization, entry)
                .orElseThrow(() -> new GitOpsException(name + ": '" + entry + "' in " + field
                        + " is no file or directory here, so Kustomize would fetch it; put a copy into the repository,"
                        + " or allow remote bases"));
        Path real = inside(path, name + ": '" + entry + "' in " + field);
        if (Files.isDirectory(real)) {
            requireLocal(real);
        } else if (CONFIGURATIONS.contains(field)) {
            String configuration = directory.relative(real);
            ManifestReader.read(text(real, configuration), configuration)
                    .forEach(manifest -> requireNoPages(manifest.json(), configuration));
        }
    }

    private Path inside(Path path, String what) {
        try {
            return directory.requireInside(path, "path");
        } catch (GitOpsException e) {
            throw new GitOpsException(
                    what + " leads out of the source directory; take one that holds both, and name the kustomization by"
                            + " its path in it",
                    e);
        }
    }

    /** @return what the kustomization names as files, apart from its bases */
    private static Stream<JsonNode> files(JsonNode content) {
        return Stream.of(
                        FILES.stream().flatMap(field -> Json.elements(content, field)),
                        WITH_PATH.stream()
                                .flatMap(field -> Json.elements(content, field))
                                .map(entry -> entry.path("path")),
                        WITH_FILES.stream()
                                .flatMap(field -> Json.elements(content, field))
                                .flatMap(
                                        entry -> Stream.of(entry.path("files"), entry.path("envs"), entry.path("env"))),
                        Stream.of(content.path("openapi")))
                .flatMap(named -> named);
    }

    private static Optional<Path> local(Path kustomization, String entry) {
        try {
            return Optional.of(kustomization.resolve(entry).normalize()).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static void requireNoCharts(JsonNode content, String name) {
        if (Stream.of("helmCharts", "helmChartInflationGenerator").anyMatch(content::has)) {
            throw new GitOpsException(
                    name + ": it lets Kustomize call Helm, which is off, for the chart's origin could not"
                            + " be recorded; name the chart as a source of its own");
        }
    }

    private static void requireNoPages(JsonNode node, String name) {
        if (node.isTextual() && PAGE.matcher(node.textValue()).matches()) {
            throw new GitOpsException(name + ": Kustomize would fetch '" + node.textValue()
                    + "'; put a copy into the repository, or allow remote bases");
        }
        node.forEach(child -> requireNoPages(child, name));
    }

    private static JsonNode read(Path file, String name) {
        return ManifestReader.readDocument(text(file, name), name);
    }

    private static String text(Path file, String name) {
        try {
            if (Files.size(file) > ManifestReader.MAX_BYTES) {
                throw new GitOpsException(name + " is larger than " + ManifestReader.MAX_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
