package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.flow.Former;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.render.Capabilities;
import io.jenkins.plugins.gitops.core.render.Changes;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.render.RenderRequest;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import io.jenkins.plugins.gitops.core.render.Scopes;
import io.jenkins.plugins.gitops.core.render.Source;
import io.jenkins.plugins.gitops.core.render.registry.DockerConfig;
import io.jenkins.plugins.gitops.core.render.registry.RegistryClient;
import io.jenkins.plugins.gitops.git.JGitRepository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
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
                names = "--chart",
                paramLabel = "CHART",
                description =
                        "A chart from elsewhere: oci://REGISTRY/NAME, or NAME with --chart-repo. Needs --chart-version.")
        private String chart;

        @Option(
                names = "--manifests",
                paramLabel = "FILE",
                description = "Manifests that were rendered already; - reads standard input.")
        private String manifests;
    }

    /** @return whether a source was given */
    boolean isGiven() {
        return input.path != null || input.manifests != null || input.chart != null;
    }

    private void require() {
        if (!isGiven()) {
            throw new GitOpsException("there is nothing to read: name a source with --path DIR, or what was rendered"
                    + " from one with --manifests FILE");
        }
    }

    @Option(names = "--revision", paramLabel = "REV", description = "Read --path at this commit, tag or branch.")
    private String revision;

    @Mixin
    private HelmOptions helm;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private ChangeOptions changes;

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
     * What is known of the target; it is asked for only where it matters.
     *
     * @param capabilities what charts are told
     * @param scopes which types live in namespaces
     */
    record Destination(Supplier<Capabilities> capabilities, Scopes scopes) {
        /** No cluster is known. */
        static final Destination UNKNOWN = new Destination(() -> Capabilities.UNKNOWN, Scopes.UNKNOWN);

        static Destination of(ClusterGateway cluster, Target target, Former former, Consent consent) {
            return new Destination(
                    () -> new Capabilities(
                            cluster.version(),
                            cluster.apiVersions(),
                            consent.occasion(former.load(new InventoryStore(cluster), target)) == Occasion.UPGRADE),
                    type -> cluster.type(type).map(ResourceType::namespaced));
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
        if (input.manifests != null) {
            return fromManifests(namespace, destination);
        }
        return input.chart != null ? fromChart(app, namespace, destination) : fromSource(app, namespace, destination);
    }

    private Loaded fromManifests(String namespace, Destination destination) {
        if (revision != null || helm.areGiven() || reading.areForManifests() || reading.remote()) {
            throw new GitOpsException(
                    "--manifests are rendered already: --revision and what is for charts, kustomizations"
                            + " or directories has no meaning with it; use --path for a source");
        }
        boolean stdin = input.manifests.equals("-");
        Path directory = Path.of("").toAbsolutePath();
        byte[] content;
        try (InputStream in = stdin ? System.in : Files.newInputStream(Path.of(input.manifests))) {
            // One byte more than is accepted, so that the reader says that it is too much.
            content = in.readNBytes(ManifestReader.MAX_BYTES + 1);
            if (!stdin && Path.of(input.manifests).toAbsolutePath().getParent() != null) {
                directory = Path.of(input.manifests).toAbsolutePath().getParent();
            }
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + input.manifests + ": " + e.getMessage(), e);
        }
        Optional<GitRepository> git = repository(directory);
        Path in = directory;
        Optional<Commit> commit = git.flatMap(repository -> repository.describe(in));
        RenderResult rendered = renderer(destination).take(content, input.manifests, namespace, changes(commit));
        return new Loaded(rendered, commit, git, facts(rendered));
    }

    /** The repository of the working directory has the values, if anything has them. */
    private Loaded fromChart(String app, String namespace, Destination destination) {
        if (revision != null || reading.areForManifests() || reading.remote()) {
            throw new GitOpsException(
                    "--chart comes from elsewhere: --revision and what is for manifests or kustomizations"
                            + " has no meaning with it");
        }
        Path here = Path.of("").toAbsolutePath();
        Optional<GitRepository> git = repository(here);
        Path root = git.map(GitRepository::root).orElse(here);
        Optional<Commit> commit = git.flatMap(repository -> repository.describe(here));
        RenderResult rendered =
                render(root, helm.source(input.chart, root), app, namespace, destination, changes(commit));
        return new Loaded(rendered, commit, git, facts(rendered));
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
        if (input.path == null || changes.areGiven()) {
            throw new GitOpsException(
                    "--deployer helm deploys a chart as it is: name it with --path, and what is to change"
                            + " by its values (--set image.tag=…)");
        }
        Path path = input.path.toAbsolutePath().normalize();
        Optional<GitRepository> git = repository(path);
        Path root = git.map(GitRepository::root).orElse(path);
        String relative = root.relativize(path).toString();
        String name = relative.isEmpty() ? "." : relative;
        Source.Helm source = helm.source(name, root);
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
        return helm.release(app);
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
            Optional<Commit> commit = git.flatMap(repository -> repository.describe(path));
            RenderResult rendered =
                    render(root, source(root, relative, root), app, namespace, destination, changes(commit));
            return new Loaded(rendered, commit, git, facts(rendered));
        }
        if (git.isEmpty()) {
            throw new GitOpsException("--revision needs a Git repository, and " + input.path + " is in none");
        }
        Optional<Commit> commit = Optional.of(git.get().resolve(revision));
        try (TemporaryDirectory export = TemporaryDirectory.create()) {
            git.get().export(commit.get().id(), "", export.path());
            // Values files are named where they are now, and read as they were.
            Source source = source(export.path(), relative, root);
            RenderResult rendered = render(export.path(), source, app, namespace, destination, changes(commit));
            return new Loaded(rendered, commit, git, facts(rendered));
        }
    }

    private static Optional<GitRepository> repository(Path directory) {
        return JGitRepository.open(directory).map(GitRepository.class::cast);
    }

    private RenderResult render(
            Path root, Source source, String app, String namespace, Destination destination, Changes onTop) {
        boolean chart = source instanceof Source.Helm;
        return renderer(destination)
                .render(new RenderRequest(root, source, app, namespace)
                        .with(helm.over(chart ? destination.capabilities().get() : Capabilities.UNKNOWN))
                        .with(helm.determinism())
                        .with(onTop)
                        .withNotes(helm.notes()));
    }

    private static Renderer renderer(Destination destination) {
        return new Renderer(
                new ProcessRunner(),
                destination.scopes(),
                new RegistryClient(
                        registry -> DockerConfig.ofUser(System.getenv()).of(registry)));
    }

    private Changes changes(Optional<Commit> commit) {
        changes.requireCommit(commit);
        return changes.changes(commit);
    }

    /**
     * @param root the source directory
     * @param path the source in it
     * @param named the directory that stands for it in the options
     */
    private Source source(Path root, String path, Path named) {
        String name = path.isEmpty() ? "." : path;
        if (helm.areGiven() && reading.areForManifests()) {
            throw new GitOpsException("the options are for a chart and for manifests; --path can only be one of them");
        }
        if (reading.areForManifests()) {
            return reading.manifests(name);
        }
        Path found = root.resolve(path);
        if (helm.areGiven() || Files.exists(found.resolve("Chart.yaml")) || path.endsWith(".tgz")) {
            return helm.source(name, named);
        }
        return reading.remote() ? new Source.Kustomize(name, true) : new Source.Detect(name);
    }

    private static Map<String, JsonNode> facts(RenderResult rendered) {
        Map<String, JsonNode> facts = new LinkedHashMap<>();
        facts.put("type", TextNode.valueOf(rendered.source().type()));
        facts.put("path", TextNode.valueOf(rendered.source().path()));
        if (rendered.source() instanceof Source.Helm chart && !chart.origin().equals(HelmOrigin.LOCAL)) {
            facts.put("repository", TextNode.valueOf(chart.origin().repository()));
            facts.put("version", TextNode.valueOf(chart.origin().version()));
            facts.put("digest", TextNode.valueOf(chart.origin().digest()));
        }
        if (!rendered.tool().isEmpty()) {
            facts.put("tool", TextNode.valueOf(rendered.tool()));
        }
        ArrayNode images = Json.MAPPER.createArrayNode();
        rendered.images().forEach(images::add);
        facts.put("images", images);
        return facts;
    }
}
