package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.LfsPointer;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestException;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a file, or the {@code *.yaml}, {@code *.yml} and {@code *.json} files of a directory and its subdirectories, in
 * the order of their names, or what patterns say instead. Hidden files are left out; what belongs to another tool is
 * left out with a warning, unless a pattern names it.
 */
final class ManifestFiles implements SourceRenderer<Source.Manifests> {
    private static final Pattern EXTENSION = Pattern.compile(".+\\.(yaml|yml|json)");
    private static final Pattern VALUES = Pattern.compile("values\\.(yaml|yml|schema\\.json)");

    @Override
    public Output render(SourceDirectory directory, Source.Manifests source, RenderRequest request) {
        Reading reading = new Reading(
                directory, directory.resolve(source.path(), "path"), source, Variables.of(request.changes()));
        reading.all();
        return new Output(source, reading.manifests, "", reading.warnings, reading.skipped, "");
    }

    private static final class Reading {
        private final SourceDirectory directory;
        private final Path start;
        private final Source.Manifests source;
        private final FilePatterns include;
        private final FilePatterns exclude;
        private final UnaryOperator<String> values;
        private final List<Manifest> manifests = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final List<String> skipped = new ArrayList<>();
        private long bytes;

        Reading(SourceDirectory directory, Path start, Source.Manifests source, UnaryOperator<String> values) {
            this.directory = directory;
            this.start = start;
            this.source = source;
            this.values = values;
            include = new FilePatterns(source.include());
            exclude = new FilePatterns(source.exclude());
        }

        void all() {
            if (Files.isDirectory(start)) {
                directory(start);
                return;
            }
            if (!include.isEmpty() || !exclude.isEmpty()) {
                throw new GitOpsException("'" + source.path() + "' is a file: patterns of files are for a directory");
            }
            read(directory.relative(start), start);
        }

        private void directory(Path path) {
            if (SourceDetector.isChart(path)) {
                leaveOut(path, "a Helm chart");
                return;
            }
            for (Path entry : entries(path)) {
                Optional<String> excluded = exclude.find(start.relativize(entry));
                if (excluded.isPresent()) {
                    skip(entry, "excluded by " + excluded.get());
                } else if (entry.getFileName().toString().startsWith(".")) {
                    skip(entry, "hidden");
                } else {
                    entry(entry, directory.requireInside(entry, "path"));
                }
            }
        }

        private void entry(Path entry, Path real) {
            if (!Files.isDirectory(real)) {
                listedFile(entry, real, entry.getFileName().toString());
            } else if (Files.isSymbolicLink(entry)) {
                leaveOut(entry, "a symbolic link to a directory");
            } else if (source.recursive()) {
                directory(entry);
            } else {
                skip(entry, "a subdirectory");
            }
        }

        private void listedFile(Path entry, Path real, String name) {
            if (!include.isEmpty()) {
                if (include.find(start.relativize(entry)).isPresent()) {
                    read(directory.relative(entry), real);
                } else {
                    skip(entry, "not included");
                }
            } else if (name.equals(SourceDetector.PROJECT)) {
                skip(entry, "says how the source is rendered");
            } else if (SourceDetector.KUSTOMIZATIONS.contains(name)) {
                leaveOut(entry, "a kustomization");
            } else if (VALUES.matcher(name).matches()) {
                leaveOut(entry, "a chart's values");
            } else if (EXTENSION.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                read(directory.relative(entry), real);
            } else {
                skip(entry, "not .yaml, .yml or .json");
            }
        }

        private void read(String name, Path file) {
            try {
                bytes += Files.size(file);
                if (bytes > ManifestReader.MAX_BYTES) {
                    throw new ManifestException(
                            name,
                            "the files up to here have more than " + ManifestReader.MAX_BYTES
                                    + " bytes; split the app");
                }
                byte[] content = Files.readAllBytes(file);
                if (LfsPointer.isHead(content)) {
                    throw new ManifestException(
                            name, "is kept in Git LFS, and its content is not here; run git lfs pull first");
                }
                manifests.addAll(ManifestReader.read(content, name, values));
            } catch (IOException e) {
                throw new GitOpsException("cannot read " + name + ": " + e.getMessage(), e);
            }
        }

        private List<Path> entries(Path path) {
            try (Stream<Path> entries = Files.list(path)) {
                return entries.sorted().toList();
            } catch (IOException e) {
                throw new GitOpsException("cannot read " + directory.relative(path) + ": " + e.getMessage(), e);
            }
        }

        private void skip(Path path, String why) {
            skipped.add(directory.relative(path) + ": " + why);
        }

        private void leaveOut(Path path, String what) {
            warnings.add(directory.relative(path) + " was left out: it is " + what
                    + ", not a manifest; name it as a source of its own if it is meant");
        }
    }
}
