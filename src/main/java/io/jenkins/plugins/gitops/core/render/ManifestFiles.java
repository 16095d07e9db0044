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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a file, or the {@code *.yaml}, {@code *.yml} and {@code *.json} files of a directory and its subdirectories, in
 * the order of their names. Hidden files are left out; what belongs to another tool is left out with a warning.
 */
final class ManifestFiles implements SourceRenderer<Source.Manifests> {
    private static final Pattern EXTENSION = Pattern.compile(".+\\.(yaml|yml|json)");
    private static final Pattern VALUES = Pattern.compile("values\\.(yaml|yml|schema\\.json)");

    @Override
    public Output render(SourceDirectory directory, Source.Manifests source, RenderRequest request) {
        Reading reading = new Reading(directory);
        Path path = directory.resolve(source.path(), "path");
        if (Files.isDirectory(path)) {
            reading.directory(path);
        } else {
            reading.file(path);
        }
        return new Output(reading.manifests, "", reading.warnings);
    }

    private static final class Reading {
        private final SourceDirectory source;
        private final List<Manifest> manifests = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private long bytes;

        Reading(SourceDirectory source) {
            this.source = source;
        }

        void directory(Path directory) {
            if (SourceDetector.isChart(directory)) {
                leaveOut(directory, "a Helm chart");
                return;
            }
            for (Path entry : entries(directory)) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".")) {
                    continue;
                }
                Path real = source.requireInside(entry, "path");
                if (!Files.isDirectory(real)) {
                    listedFile(entry, real, name);
                } else if (Files.isSymbolicLink(entry)) {
                    leaveOut(entry, "a symbolic link to a directory");
                } else {
                    directory(entry);
                }
            }
        }

        private void listedFile(Path entry, Path real, String name) {
            if (name.equals(SourceDetector.PROJECT)) {
                return;
            }
            if (SourceDetector.KUSTOMIZATIONS.contains(name)) {
                leaveOut(entry, "a kustomization");
            } else if (VALUES.matcher(name).matches()) {
                leaveOut(entry, "a chart's values");
            } else if (EXTENSION.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                read(source.relative(entry), real);
            }
        }

        void file(Path file) {
            read(source.relative(file), file);
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
                manifests.addAll(ManifestReader.read(content, name));
            } catch (IOException e) {
                throw new GitOpsException("cannot read " + name + ": " + e.getMessage(), e);
            }
        }

        private List<Path> entries(Path directory) {
            try (Stream<Path> entries = Files.list(directory)) {
                return entries.sorted().toList();
            } catch (IOException e) {
                throw new GitOpsException("cannot read " + source.relative(directory) + ": " + e.getMessage(), e);
            }
        }

        private void leaveOut(Path path, String what) {
            warnings.add(source.relative(path) + " was left out: it is " + what
                    + ", not a manifest; name it as a source of its own if it is meant");
        }
    }
}
