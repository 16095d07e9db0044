package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ApplyOrder;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.manifest.Wave;
import io.jenkins.plugins.gitops.core.render.SourceRenderer.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the ordered, checked set of manifests that a source declares. The same input gives the same result. */
public final class Renderer {
    private final ManifestFiles manifestFiles = new ManifestFiles();
    private final KustomizeRenderer kustomize;
    private final HelmRenderer helm;

    /** @param runner runs {@code helm} and {@code kustomize} where the source directory is */
    public Renderer(CommandRunner runner) {
        kustomize = new KustomizeRenderer(runner);
        helm = new HelmRenderer(runner);
    }

    /**
     * Renders a source.
     *
     * @return what it declares
     * @throws GitOpsException when the source cannot be read or rendered, declares nothing, declares an object twice,
     *     or has no image that an override names
     */
    public RenderResult render(RenderRequest request) {
        SourceDirectory directory = new SourceDirectory(request.directory());
        Source source = SourceDetector.detect(directory, request.source());
        return finish(output(directory, source, request), source, request.namespace(), request.images());
    }

    /**
     * Takes manifests that somebody has rendered before through the same checks.
     *
     * @param manifests the objects, in any order
     * @param path where they come from: a file, or {@code -} for standard input
     * @param namespace the namespace of objects that name none, to find duplicates; empty when unknown
     * @param images image overrides
     * @return what they declare
     * @throws GitOpsException as {@link #render} does
     */
    public static RenderResult fromManifests(
            List<Manifest> manifests, String path, String namespace, List<ImageOverride> images) {
        return finish(new Output(manifests, "", List.of()), new Source.Manifests(path), namespace, images);
    }

    private Output output(SourceDirectory directory, Source source, RenderRequest request) {
        if (source instanceof Source.Helm chart) {
            return helm.render(directory, chart, request);
        }
        if (source instanceof Source.Kustomize kustomization) {
            return kustomize.render(directory, kustomization, request);
        }
        return manifestFiles.render(directory, (Source.Manifests) source, request);
    }

    private static RenderResult finish(Output output, Source source, String namespace, List<ImageOverride> images) {
        ImageOverrides overrides = new ImageOverrides(images);
        List<Manifest> all = output.manifests().stream().map(overrides::apply).toList();
        List<Manifest> manifests = all.stream()
                .filter(manifest -> !Hook.isHook(manifest))
                .sorted(ApplyOrder.comparator())
                .toList();
        requireSome(manifests, source);
        manifests.forEach(Wave::require);
        overrides.requireAllUsed();
        requireUnique(manifests, namespace);
        HelmHooks hooks = HelmHooks.of(all);
        List<String> warnings = new ArrayList<>(output.warnings());
        warnings.addAll(hooks.warnings());
        return new RenderResult(
                manifests, hooks.hooks(), source, output.tool(), images(manifests), List.copyOf(warnings));
    }

    private static void requireSome(List<Manifest> manifests, Source source) {
        if (manifests.isEmpty()) {
            throw new GitOpsException(source.type() + " '" + source.path()
                    + "' declares no objects; an empty set is not deployed, for that would remove everything");
        }
    }

    /** An object without a namespace is the same as one in the target's: it goes there, or it has none at all. */
    private static void requireUnique(List<Manifest> manifests, String namespace) {
        Map<ResourceKey, Manifest> seen = new HashMap<>();
        for (Manifest manifest : manifests) {
            ResourceKey key = manifest.key();
            if (key.name().isEmpty()) {
                continue;
            }
            Manifest first = seen.putIfAbsent(key.namespace().isEmpty() ? key.inNamespace(namespace) : key, manifest);
            if (first != null) {
                throw new GitOpsException(manifest.origin() + ": " + key + " is declared already: " + first.origin()
                        + "; remove one of them");
            }
        }
    }

    /** @return the images that the manifests name, each once, sorted */
    public static List<String> images(List<Manifest> manifests) {
        return manifests.stream()
                .flatMap(manifest -> PodSpecs.containers(manifest.json()))
                .map(PodSpecs::image)
                .distinct()
                .sorted()
                .toList();
    }
}
