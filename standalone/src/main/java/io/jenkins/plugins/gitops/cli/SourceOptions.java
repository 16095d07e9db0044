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
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.core.render.ImageOverride;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.render.RenderRequest;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import io.jenkins.plugins.gitops.core.render.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
                description =
                        "Source: a chart (Chart.yaml), a kustomization (kustomization.yaml), or manifests (default:"
                                + " what gitops.yaml says).")
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

    @Option(
            names = "--revision",
            paramLabel = "REV",
            description = "Read everything, gitops.yaml too, at this commit, tag or branch. Nothing is checked out.")
    private String revision;

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description =
                    "Read from this Git repository, bare or not (default of --revision: HEAD). Paths count from its"
                            + " root.")
    private Path repository;

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
     * What is read from where, and what {@code gitops.yaml} says about it.
     *
     * @param tree the files
     * @param settings what the file says; empty when there is none or it is not asked
     * @param place the directory of the file in the tree
     */
    record Opened(SourceTree tree, Optional<EnvironmentSettings> settings, String place) implements AutoCloseable {
        /** @return the namespace to render for; empty when nobody knows */
        String namespace(String option) {
            return option != null
                    ? option
                    : settings.map(EnvironmentSettings::namespace).orElse("");
        }

        @Override
        public void close() {
            tree.close();
        }
    }

    /**
     * What was read.
     *
     * @param rendered the objects
     * @param commit the commit; empty without Git
     * @param git the repository; empty without Git
     * @param facts facts for the record
     */
    record Loaded(
            RenderResult rendered, Optional<Commit> commit, Optional<GitRepository> git, Map<String, JsonNode> facts) {}

    /**
     * What charts are told of the target; only for charts is it asked for.
     *
     * @param version the cluster's version
     * @param upgrade whether the app is deployed already
     */
    record Destination(Supplier<String> version, BooleanSupplier upgrade) {
        static Destination of(ClusterGateway cluster, Target target, Former former, Consent consent) {
            return new Destination(
                    cluster::version,
                    () -> consent.occasion(former.load(new InventoryStore(cluster), target)) == Occasion.UPGRADE);
        }

        /** A cluster of which only the version is known, if that. */
        static Destination of(String version) {
            return new Destination(() -> version, () -> false);
        }
    }

    /**
     * Opens what the source is read from. {@code gitops.yaml} is asked when it is named, or nothing else names a source.
     *
     * @param environment the environment's name, null for the one that the branch or tag belongs to
     */
    Opened open(ProjectOptions project, String environment) {
        boolean asked = project.isGiven() || input.path == null && input.manifests == null;
        if (repository != null) {
            SourceTree tree = SourceTree.of(repository, revision == null ? "HEAD" : revision);
            return asked ? withProject(tree, project.name(), environment) : withoutProject(tree);
        }
        if (!asked) {
            return withoutProject(SourceTree.around(start(), revision));
        }
        Path file = project.file()
                .orElseThrow(() -> new GitOpsException("say what to read: --path or --manifests, or write a "
                        + Project.FILE + " (gitops init proposes one)"));
        if (!Files.exists(file)) {
            throw new GitOpsException("there is no " + file + "; check --config");
        }
        return withProject(SourceTree.around(file.getParent(), revision), file, environment);
    }

    private Path start() {
        if (input.manifests != null) {
            Path file = Path.of(isStandardInput() ? "" : input.manifests)
                    .toAbsolutePath()
                    .normalize();
            return Files.isDirectory(file) ? file : file.getParent();
        }
        Path path = input.path.toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new GitOpsException("there is no " + input.path + "; check --path");
        }
        return path;
    }

    private static Opened withoutProject(SourceTree tree) {
        return new Opened(tree, Optional.empty(), ".");
    }

    private static Opened withProject(SourceTree tree, Path file, String environment) {
        try {
            String name = tree.relative(file);
            Path found = tree.root().resolve(name);
            if (!Files.isRegularFile(found)) {
                throw new GitOpsException("there is no " + name
                        + tree.exported()
                                .map(commit -> " at " + commit.shortId())
                                .orElse(""));
            }
            int slash = name.lastIndexOf('/');
            return new Opened(
                    tree,
                    Optional.of(ProjectOptions.read(found, environment, tree::ref)),
                    slash < 0 ? "." : name.substring(0, slash));
        } catch (RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    /**
     * Reads and renders what was opened.
     *
     * @param app the default name of a Helm release; empty when unknown
     * @param namespace the namespace that charts see; empty when unknown
     * @throws GitOpsException when it cannot be read or rendered
     */
    Loaded load(Opened opened, String app, String namespace, Destination destination) {
        if (input.manifests != null) {
            return fromManifests(opened, namespace);
        }
        SourceTree tree = opened.tree();
        Source source = source(opened);
        tree.requireComplete(source.path());
        if (!Files.exists(tree.root().resolve(source.path()))) {
            throw new GitOpsException("there is no " + source.path()
                    + tree.exported().map(commit -> " at " + commit.shortId()).orElse(""));
        }
        boolean chart = Files.exists(tree.root().resolve(source.path()).resolve("Chart.yaml"));
        RenderResult rendered = new Renderer(new ProcessRunner())
                .render(new RenderRequest(
                        tree.root(),
                        source,
                        app,
                        namespace,
                        overrides(opened),
                        chart ? destination.version().get() : "",
                        chart && destination.upgrade().getAsBoolean()));
        return new Loaded(rendered, tree.commit(source.path()), tree.git(), facts(rendered));
    }

    private boolean isStandardInput() {
        return "-".equals(input.manifests);
    }

    private Loaded fromManifests(Opened opened, String namespace) {
        if (revision != null || repository != null || !values.isEmpty() || !set.isEmpty() || release != null) {
            throw new GitOpsException("--manifests are rendered already: --revision, --repository, --values, --set and"
                    + " --release have no meaning with it; use --path for a source");
        }
        List<Manifest> manifests;
        try (InputStream in = isStandardInput() ? System.in : Files.newInputStream(Path.of(input.manifests))) {
            // One byte more than is accepted, so that the reader says that it is too much.
            manifests = ManifestReader.read(
                    in.readNBytes(ManifestReader.MAX_BYTES + 1), isStandardInput() ? "<stdin>" : input.manifests);
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + input.manifests + ": " + e.getMessage(), e);
        }
        RenderResult rendered = Renderer.fromManifests(manifests, input.manifests, namespace, overrides(opened));
        SourceTree tree = opened.tree();
        return new Loaded(rendered, tree.commit(tree.relative(start())), tree.git(), facts(rendered));
    }

    /**
     * A chart where it lies.
     *
     * @param root the source directory
     * @param source the chart and its values
     * @param commit the commit; empty without Git
     * @param git the repository; empty without Git
     */
    record Chart(Path root, Source.Helm source, Optional<Commit> commit, Optional<GitRepository> git) {
        /** @return facts for the record */
        Map<String, JsonNode> facts() {
            return Map.of("type", TextNode.valueOf(source.type()), "path", TextNode.valueOf(source.path()));
        }
    }

    /** @return the chart for Helm to deploy */
    Chart chart(Opened opened) {
        if (input.manifests != null || !overrides(opened).isEmpty()) {
            throw new GitOpsException("--deployer helm deploys a chart as it is: name it with --path, and images by its"
                    + " values (--set image.tag=…)");
        }
        SourceTree tree = opened.tree();
        Source source = source(opened);
        tree.requireComplete(source.path());
        Source.Helm chart = source instanceof Source.Helm helm ? helm : chart(source.path());
        return new Chart(tree.root(), chart, tree.commit(source.path()), tree.git());
    }

    private static Source.Helm chart(String path) {
        return new Source.Helm(path, "", List.of(), Map.of());
    }

    /** @return the name of the Helm release */
    String release(Chart chart, String app) {
        return chart.source().release().isEmpty() ? app : chart.source().release();
    }

    private Source source(Opened opened) {
        SourceTree tree = opened.tree();
        Source named = input.path != null
                ? new Source.Detect(tree.relative(input.path))
                : SourcePlace.of(opened.settings().orElseThrow().source(), opened.place());
        if (values.isEmpty() && set.isEmpty() && release == null) {
            return named;
        }
        if (named instanceof Source.Manifests || named instanceof Source.Kustomize) {
            throw new GitOpsException(
                    "'" + named.path() + "' is no chart: --values, --set and --release have no meaning");
        }
        Source.Helm chart = named instanceof Source.Helm helm ? helm : chart(named.path());
        List<String> files = new ArrayList<>(chart.valuesFiles());
        values.forEach(file -> files.add(tree.relative(file)));
        Map<String, String> single = new LinkedHashMap<>(chart.set());
        single.putAll(set);
        return new Source.Helm(chart.path(), release == null ? chart.release() : release, files, single);
    }

    private List<ImageOverride> overrides(Opened opened) {
        Map<String, ImageOverride> overrides = new LinkedHashMap<>();
        opened.settings()
                .map(EnvironmentSettings::images)
                .orElse(List.of())
                .forEach(override -> overrides.put(override.name(), override));
        images.forEach((name, replacement) -> overrides.put(name, new ImageOverride(name, replacement)));
        return List.copyOf(overrides.values());
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
