package io.jenkins.plugins.gitops.core.project;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a directory and proposes a {@code gitops.yaml} for it. */
public final class Proposal {
    /** Where people keep what is deployed, the likeliest first. */
    private static final List<String> PLACES =
            List.of("deploy", "k8s", "kubernetes", "manifests", "kustomize", "chart", "helm", "charts", ".");

    private static final List<String> KUSTOMIZATIONS =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final String CHART = "Chart.yaml";
    private static final Pattern VALUES = Pattern.compile("values-([a-z0-9-]+)\\.ya?ml");
    private static final Pattern DOCUMENT = Pattern.compile(".+\\.(ya?ml|json)");

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
        Path absolute = directory.toAbsolutePath().normalize();
        Proposal proposal = new Proposal(absolute);
        return PLACES.stream()
                .flatMap(place -> proposal.at(place).stream())
                .findFirst()
                .orElseThrow(() -> new GitOpsException("nothing in " + absolute
                        + " looks like a chart, a kustomization or manifests; name the directory that holds them"))
                .text();
    }

    private Optional<ProposalText> at(String place) {
        Path path = directory.resolve(place);
        List<Path> charts = Stream.concat(Stream.of(path), entries(path).stream())
                .filter(candidate -> isFile(candidate, CHART))
                .toList();
        if (!charts.isEmpty()) {
            return Optional.of(chart(charts.get(0)));
        }
        List<Path> overlays = entries(path.resolve("overlays")).stream()
                .filter(Proposal::isKustomization)
                .toList();
        if (!overlays.isEmpty()) {
            return Optional.of(overlays(overlays));
        }
        if (isKustomization(path)) {
            return Optional.of(plain("kustomize: " + place));
        }
        return entries(path).stream().anyMatch(Proposal::isManifest)
                ? Optional.of(plain("manifests: " + place))
                : Optional.empty();
    }

    private ProposalText chart(Path chart) {
        Map<String, List<String>> environments = new LinkedHashMap<>();
        for (Path place : List.of(directory, chart)) {
            for (Path file : entries(place)) {
                Matcher values = VALUES.matcher(file.getFileName().toString());
                if (values.matches()) {
                    environments.putIfAbsent(values.group(1), List.of("values: [" + relative(file) + "]"));
                }
            }
        }
        return new ProposalText(
                directory, List.of("source:", "  helm:", "    chart: " + relative(chart)), environments);
    }

    private ProposalText overlays(List<Path> overlays) {
        Map<String, List<String>> environments = new LinkedHashMap<>();
        overlays.forEach(overlay ->
                environments.put(ProposalText.word(overlay), List.of("source:", "  kustomize: " + relative(overlay))));
        return new ProposalText(directory, List.of(), environments);
    }

    private ProposalText plain(String source) {
        return new ProposalText(directory, List.of("source:", "  " + source), Map.of());
    }

    private String relative(Path path) {
        String name = directory.relativize(path.normalize()).toString().replace('\\', '/');
        return name.isEmpty() ? "." : name;
    }

    private static boolean isKustomization(Path path) {
        return KUSTOMIZATIONS.stream().anyMatch(name -> isFile(path, name));
    }

    private static boolean isFile(Path path, String name) {
        return Files.isRegularFile(path.resolve(name));
    }

    private static boolean isManifest(Path file) {
        if (!Files.isRegularFile(file)
                || !DOCUMENT.matcher(file.getFileName().toString()).matches()) {
            return false;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.anyMatch(line -> line.strip().replace("\"", "").startsWith("apiVersion:"));
        } catch (IOException | UncheckedIOException e) {
            return false; // not text
        }
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
