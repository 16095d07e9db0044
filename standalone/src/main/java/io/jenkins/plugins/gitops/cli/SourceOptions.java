package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.Former;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.render.ImageOverride;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.render.RenderRequest;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import io.jenkins.plugins.gitops.core.render.Source;
import io.jenkins.plugins.gitops.git.JGitRepository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What to render or read. */
final class SourceOptions {
    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private Input input = new Input();

    /** Either a source or what was rendered from one. */
    static final class Input {
        @Option(
                names = "--path",
                paramLabel = "DIR",
                description = "Source: a chart (Chart.yaml), a kustomization (kustomization.yaml), or manifests.")
        private Path path;

        @Option(
                names = "--manifests",
                paramLabel = "FILE",
                description = "Manifests that were rendered already; - reads standard input.")
        private String manifests;
    }

    /** @return whether a source was given */
    boolean isGiven() {
        return input.path != null || input.manifests != null;
    }

    private void require() {
        if (!isGiven()) {
            throw new GitOpsException("there is nothing to read: name a source with --path DIR, or what was rendered"
                    + " from one with --manifests FILE");
        }
    }

    @Option(names = "--revision", paramLabel = "REV", description = "Read --path at this commit, tag or branch.")
    private String revision;

    @Option(names = "--values", paramLabel = "FILE", description = "Helm values file; may be repeated.")
    private List<Path> values = List.of();

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Helm value; may be repeated.")
    private Map<String, String> set = Map.of();

    @Option(names = "--release", paramLabel = "NAME", description = "Helm release name (default: the app).")
    private String release;

    @Option(
            names = "--image",
            paramLabel = "NAME=IMAGE",
            description = "Use IMAGE in place of every image NAME; may be repeated.")
    private Map<String, String> images = new LinkedHashMap<>();

    /**
     * What was read.
     *
     * @param rendered the objects
     * @param commit the commit; empty without Git
     * @param git the repository, to be closed by the caller; empty without Git
     * @param facts facts for the record
     */
    record Loaded(
            RenderResult rendered, Optional<Commit> commit, Optional<GitRepository> git, Map<String, JsonNode> facts)
            implements AutoCloseable {
        @Override
        public void close() {
            git.ifPresent(GitRepository::close);
        }
    }

    /**
     * What charts are told of the target; only for charts is it asked for.
     *
     * @param version the cluster's version
     * @param upgrade whether the app is deployed already
     */
    record Destination(Supplier<String> version, BooleanSupplier upgrade) {
        /** No cluster is known. */
        static final Destination UNKNOWN = new Destination(() -> "", () -> false);

        static Destination of(ClusterGateway cluster, Target target, Former former, Consent consent) {
            return new Destination(
                    cluster::version,
                    () -> consent.occasion(former.load(new InventoryStore(cluster), target)) == Occasion.UPGRADE);
        }
    }

    /**
     * Loads what goes to a cluster.
     *
     * @param former the names that app and environment had before
     * @param consent what may be taken over: an app that takes over a Helm release is installed already
     * @throws GitOpsException when it cannot be read or rendered
     */
    Loaded load(ClusterGateway cluster, Target target, Former former, Consent consent) {
        return load(target.app(), target.namespace(), Destination.of(cluster, target, former, consent));
    }

    /**
     * @param app the default name of a Helm release; empty when unknown
     * @param namespace the namespace that charts see; empty when unknown
     */
    Loaded load(String app, String namespace, Destination destination) {
        require();
        return input.manifests != null ? fromManifests(namespace) : fromSource(app, namespace, destination);
    }

    private Loaded fromManifests(String namespace) {
        if (revision != null || !values.isEmpty() || !set.isEmpty() || release != null) {
            throw new GitOpsException("--manifests are rendered already: --revision, --values, --set and --release have"
                    + " no meaning with it; use --path for a source");
        }
        boolean stdin = input.manifests.equals("-");
        List<Manifest> manifests;
        Path directory = Path.of("").toAbsolutePath();
        try (InputStream in = stdin ? System.in : Files.newInputStream(Path.of(input.manifests))) {
            // One byte more than is accepted, so that the reader says that it is too much.
            manifests = ManifestReader.read(
                    in.readNBytes(ManifestReader.MAX_BYTES + 1), stdin ? "<stdin>" : input.manifests);
            if (!stdin && Path.of(input.manifests).toAbsolutePath().getParent() != null) {
                directory = Path.of(input.manifests).toAbsolutePath().getParent();
            }
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + input.manifests + ": " + e.getMessage(), e);
        }
        RenderResult rendered = Renderer.fromManifests(manifests, input.manifests, namespace, overrides());
        Optional<GitRepository> git = repository(directory);
        Path in = directory;
        return new Loaded(rendered, git.flatMap(repository -> repository.describe(in)), git, facts(rendered));
    }

    /**
     * A chart where it lies.
     *
     * @param root the source directory
     * @param source the chart and its values
     * @param commit the commit; empty without Git
     * @param git the repository; empty without Git
     * @param export what {@code root} was exported to; empty when it is the working tree
     */
    record Chart(
            Path root,
            Source.Helm source,
            Optional<Commit> commit,
            Optional<GitRepository> git,
            Optional<TemporaryDirectory> export)
            implements AutoCloseable {
        /** @return facts for the record */
        Map<String, JsonNode> facts() {
            return Map.of("type", TextNode.valueOf(source.type()), "path", TextNode.valueOf(source.path()));
        }

        @Override
        public void close() {
            git.ifPresent(GitRepository::close);
            export.ifPresent(TemporaryDirectory::close);
        }
    }

    /** @return the chart for Helm to deploy, to be closed by the caller */
    Chart chart() {
        require();
        if (input.path == null || !images.isEmpty()) {
            throw new GitOpsException("--deployer helm deploys a chart as it is: name it with --path, and images by its"
                    + " values (--set image.tag=…)");
        }
        Path path = input.path.toAbsolutePath().normalize();
        Optional<GitRepository> git = repository(path);
        Path root = git.map(GitRepository::root).orElse(path);
        String relative = root.relativize(path).toString();
        String name = relative.isEmpty() ? "." : relative;
        Source.Helm source = new Source.Helm(name, "", files(root), set);
        if (revision == null) {
            return new Chart(root, source, git.flatMap(found -> found.describe(path)), git, Optional.empty());
        }
        Commit commit = git.orElseThrow(() ->
                        new GitOpsException("--revision needs a Git repository, and " + input.path + " is in none"))
                .resolve(revision);
        TemporaryDirectory export = TemporaryDirectory.create();
        git.get().export(commit.id(), "", export.path());
        return new Chart(export.path(), source, Optional.of(commit), git, Optional.of(export));
    }

    /** @return the name of the Helm release */
    String release(String app) {
        return release == null ? app : release;
    }

    private List<String> files(Path root) {
        return values.stream()
                .map(file -> root.relativize(file.toAbsolutePath().normalize()).toString())
                .toList();
    }

    private Loaded fromSource(String app, String namespace, Destination destination) {
        Path path = input.path.toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new GitOpsException("there is no " + input.path + "; check --path");
        }
        Optional<GitRepository> git = repository(path);
        // The whole repository is the source's world: overlays reach for bases beside them.
        Path root = git.map(GitRepository::root).orElse(Files.isDirectory(path) ? path : path.getParent());
        String relative = root.relativize(path).toString();
        if (revision == null) {
            RenderResult rendered = render(root, relative, app, namespace, destination);
            return new Loaded(rendered, git.flatMap(repository -> repository.describe(path)), git, facts(rendered));
        }
        if (git.isEmpty()) {
            throw new GitOpsException("--revision needs a Git repository, and " + input.path + " is in none");
        }
        Commit commit = git.get().resolve(revision);
        try (TemporaryDirectory export = TemporaryDirectory.create()) {
            git.get().export(commit.id(), "", export.path());
            RenderResult rendered = render(export.path(), relative, app, namespace, destination);
            return new Loaded(rendered, Optional.of(commit), git, facts(rendered));
        }
    }

    private static Optional<GitRepository> repository(Path directory) {
        return JGitRepository.open(directory).map(GitRepository.class::cast);
    }

    private RenderResult render(Path root, String path, String app, String namespace, Destination destination) {
        boolean chart = Files.exists(root.resolve(path).resolve("Chart.yaml"));
        String version = chart ? destination.version().get() : "";
        boolean upgrade = chart && destination.upgrade().getAsBoolean();
        return new Renderer(new ProcessRunner())
                .render(new RenderRequest(root, source(root, path), app, namespace, overrides(), version, upgrade));
    }

    private Source source(Path root, String path) {
        String name = path.isEmpty() ? "." : path;
        if (values.isEmpty() && set.isEmpty() && release == null) {
            return new Source.Detect(name);
        }
        return new Source.Helm(name, release == null ? "" : release, files(root), set);
    }

    private List<ImageOverride> overrides() {
        return images.entrySet().stream()
                .map(entry -> new ImageOverride(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Map<String, JsonNode> facts(RenderResult rendered) {
        Map<String, JsonNode> facts = new LinkedHashMap<>();
        facts.put("type", TextNode.valueOf(rendered.source().type()));
        facts.put("path", TextNode.valueOf(rendered.source().path()));
        if (!rendered.tool().isEmpty()) {
            facts.put("tool", TextNode.valueOf(rendered.tool()));
        }
        ArrayNode images = Json.MAPPER.createArrayNode();
        rendered.images().forEach(images::add);
        facts.put("images", images);
        return facts;
    }
}
