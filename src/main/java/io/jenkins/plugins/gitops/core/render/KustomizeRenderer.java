package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds a kustomization with the program {@code kustomize}, or the one inside {@code kubectl} when that is missing. */
final class KustomizeRenderer implements SourceRenderer<Source.Kustomize> {
    /** Kustomize's own default, stated so that no default can loosen it: files only from below the kustomization. */
    private static final String RESTRICTION = "--load-restrictor=LoadRestrictionsRootOnly";

    private static final Pattern VERSION = Pattern.compile("v[0-9]+\\.[0-9]+\\.[0-9]+[^\\s}]*");
    private static final Pattern KUBECTL_VERSION = Pattern.compile("Kustomize Version: (\\S+)");

    private final Tool tool;

    KustomizeRenderer(CommandRunner runner) {
        tool = new Tool(runner);
    }

    @Override
    public Output render(SourceDirectory directory, Source.Kustomize source, RenderRequest request) {
        Path path = directory.resolve(source.path(), "kustomization");
        String name = directory.relative(path);
        if (!Files.isDirectory(path) || !SourceDetector.isKustomization(path)) {
            throw new GitOpsException("'" + source.path() + "' has no kustomization.yaml");
        }
        if (!source.remote()) {
            new KustomizationFiles(directory).requireLocal(path);
        }
        Building building = new Building(directory, source, name, request.changes());
        try {
            return build(building, List.of("kustomize", "build", "./" + name, RESTRICTION));
        } catch (MissingToolException kustomize) {
            try {
                return build(building, List.of("kubectl", "kustomize", "./" + name, RESTRICTION));
            } catch (MissingToolException kubectl) {
                throw kustomize;
            }
        }
    }

    private record Building(SourceDirectory directory, Source.Kustomize source, String name, Changes changes) {}

    private Output build(Building building, List<String> command) {
        Path root = building.directory().root();
        Result result = tool.run(root, command);
        if (result.exitCode() != 0) {
            throw new GitOpsException("kustomize cannot build " + building.name() + ": " + Tool.reason(result));
        }
        List<Manifest> manifests = ManifestReader.read(
                result.output().getBytes(StandardCharsets.UTF_8),
                "kustomize build " + building.name(),
                Variables.of(building.changes()));
        return new Output(
                building.source(), manifests, version(root, command.get(0)), Tool.warnings(result), List.of(), "");
    }

    private String version(Path root, String program) {
        boolean own = program.equals("kustomize");
        Result result = tool.run(root, own ? List.of(program, "version") : List.of(program, "version", "--client"));
        Matcher matcher = (own ? VERSION : KUBECTL_VERSION).matcher(result.output());
        String version = matcher.find() ? matcher.group(own ? 0 : 1) : "of unknown version";
        return (own ? "kustomize " : "kubectl kustomize ") + version;
    }
}
