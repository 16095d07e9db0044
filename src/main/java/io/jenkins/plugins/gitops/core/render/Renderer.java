package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ApplyOrder;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.manifest.Wave;
import io.jenkins.plugins.gitops.core.render.SourceRenderer.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes the ordered, checked set of manifests that a source declares. The same input gives the same result. */
public final class Renderer {
    private final ManifestFiles manifestFiles = new ManifestFiles();
    private final KustomizeRenderer kustomize;
    private final HelmRenderer helm;
    private final Scopes scopes;
    private final ImageDigests digests;

    /** @param runner runs {@code helm} and {@code kustomize} where the source directory is */
    public Renderer(CommandRunner runner) {
        this(runner, Scopes.UNKNOWN, image -> {
            throw new GitOpsException("images cannot be pinned here: no registry can be asked for " + image);
        });
    }

    /**
     * @param runner runs {@code helm} and {@code kustomize} where the source directory is
     * @param scopes which types of the target live in namespaces
     * @param digests what tags of images stand for
     */
    public Renderer(CommandRunner runner, Scopes scopes, ImageDigests digests) {
        kustomize = new KustomizeRenderer(runner);
        helm = new HelmRenderer(runner);
        this.scopes = scopes;
        this.digests = digests;
    }

    /**
     * Renders a source.
     *
     * @return what it declares, changed as asked for
     * @throws GitOpsException when the source cannot be read or rendered, declares nothing, declares an object twice,
     *     or has nothing that a change is about
     */
    public RenderResult render(RenderRequest request) {
        SourceDirectory directory = new SourceDirectory(request.directory());
        Source source = SourceDetector.detect(directory, request.source());
        return finish(output(directory, source, request), request.namespace(), request.changes());
    }

    /**
     * Takes manifests that somebody has rendered before through the same changes and checks.
     *
     * @param content YAML or JSON in UTF-8
     * @param path where it comes from: a file, or {@code -} for standard input
     * @param namespace the namespace of objects that name none, to find duplicates; empty when unknown
     * @param changes what is changed
     * @return what they declare
     * @throws GitOpsException as {@link #render} does
     */
    public RenderResult take(byte[] content, String path, String namespace, Changes changes) {
        List<Manifest> manifests =
                ManifestReader.read(content, path.equals("-") ? "<stdin>" : path, Variables.of(changes));
        return finish(taken(manifests, path), namespace, changes);
    }

    /**
     * Takes objects that somebody has rendered and changed before through the same checks.
     *
     * @param manifests the objects, in any order
     * @param path where they come from
     * @param namespace the namespace of objects that name none, to find duplicates; empty when unknown
     * @param images image overrides
     * @return what they declare
     * @throws GitOpsException as {@link #render} does
     */
    public static RenderResult fromManifests(
            List<Manifest> manifests, String path, String namespace, List<ImageOverride> images) {
        Renderer withoutTools = new Renderer(command -> {
            throw new IllegalStateException(
                    "manifests need no " + command.arguments().get(0));
        });
        return withoutTools.finish(
                taken(manifests, path),
                namespace,
                Changes.NONE.but().images(images).build());
    }

    private static Output taken(List<Manifest> manifests, String path) {
        return new Output(new Source.Manifests(path), manifests, "", List.of(), List.of(), "");
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

    private RenderResult finish(Output output, String namespace, Changes changes) {
        Layers layers = new Layers(changes, scopes, digests);
        requireSome(output);
        List<Manifest> all = layers.apply(output.manifests(), namespace);
        List<Manifest> manifests = ApplyOrder.sorted(
                all.stream().filter(manifest -> !Hook.isHook(manifest)).toList(), Function.identity());
        manifests.forEach(Wave::require);
        requireUnique(manifests, namespace);
        HelmHooks hooks = HelmHooks.of(all);
        List<String> warnings = new ArrayList<>(output.warnings());
        warnings.addAll(layers.warnings());
        warnings.addAll(hooks.warnings());
        return new RenderResult(
                manifests,
                hooks.hooks(),
                output.source(),
                output.tool(),
                images(manifests, new ImageSlots(changes.imageFields())),
                List.copyOf(warnings),
                List.copyOf(output.skipped()),
                output.notes());
    }

    private static void requireSome(Output output) {
        if (output.manifests().stream().allMatch(Hook::isHook)) {
            Source source = output.source();
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

    /** @return the images that Kubernetes' own kinds among the manifests name, each once, sorted */
    public static List<String> images(List<Manifest> manifests) {
        return images(manifests, ImageSlots.BUILT_IN);
    }

    private static List<String> images(List<Manifest> manifests, ImageSlots slots) {
        return manifests.stream().flatMap(slots::images).distinct().sorted().toList();
    }
}
