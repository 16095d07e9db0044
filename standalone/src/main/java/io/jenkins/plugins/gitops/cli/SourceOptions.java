package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.core.project.SourcePlace;
import io.jenkins.plugins.gitops.core.render.Capabilities;
import io.jenkins.plugins.gitops.core.render.Changes;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.HelmValues;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.render.RenderRequest;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import io.jenkins.plugins.gitops.core.render.Source;
import io.jenkins.plugins.gitops.core.render.SourceFacts;
import io.jenkins.plugins.gitops.core.render.registry.DockerConfig;
import io.jenkins.plugins.gitops.core.render.registry.RegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
                description =
                        "Source: a chart (Chart.yaml), a kustomization (kustomization.yaml), or manifests (default:"
                                + " what gitops.yaml says).")
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

    @Mixin
    private HelmOptions helm;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private ChangeOptions changes;

    /**
     * What is read from where, and what {@code gitops.yaml} says about it.
     *
     * @param tree the files
     * @param settings what the file says, with paths that count from the tree's root; empty when there is none or it is
     *     not asked
     */
    record Opened(SourceTree tree, Optional<EnvironmentSettings> settings) implements AutoCloseable {
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

    /** @return the version of Kubernetes that was named for charts and checks; empty when nobody has */
    String kubeVersion(Opened opened) {
        return helm.over(EnvironmentSettings.NOTHING.but())
                .build()
                .over(file(opened))
                .kubeVersion();
    }

    /**
     * Opens what the source is read from. {@code gitops.yaml} is asked when it is named, or nothing else names a source.
     *
     * @param environment the environment's name, null for the one that the branch or tag belongs to
     */
    Opened open(ProjectOptions project, String environment) {
        boolean asked = project.isGiven() || !isGiven();
        if (repository != null) {
            SourceTree tree = SourceTree.of(repository, revision == null ? "HEAD" : revision);
            return asked ? withProject(tree, project.name(), environment) : withoutProject(tree);
        }
        if (!asked) {
            return withoutProject(SourceTree.around(start(), revision));
        }
        Path file = project.file()
                .orElseThrow(() -> new GitOpsException(
                        "say what to read: --path DIR, --chart CHART or --manifests FILE, or write a " + Project.FILE
                                + " (gitops init proposes one)"));
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
        // The repository around the working directory has the values of a chart from elsewhere.
        Path path =
                (input.path == null ? Path.of("") : input.path).toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new GitOpsException("there is no " + input.path + "; check --path");
        }
        return path;
    }

    private static Opened withoutProject(SourceTree tree) {
        return new Opened(tree, Optional.empty());
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
                    Optional.of(SourcePlace.of(
                            ProjectOptions.read(found, environment, tree::ref),
                            slash < 0 ? "." : name.substring(0, slash))));
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
            return fromManifests(opened, namespace, destination);
        }
        SourceTree tree = opened.tree();
        EnvironmentSettings said = said(opened);
        Source source = said.over(file(opened)).sourceWithValues();
        String path = isRemote(source) ? "." : source.path();
        tree.requireComplete(path);
        if (!Files.exists(tree.root().resolve(path))) {
            throw new GitOpsException("there is no " + path
                    + tree.exported().map(commit -> " at " + commit.shortId()).orElse(""));
        }
        Optional<Commit> commit = tree.commit(path);
        Capabilities known = isChart(tree, source) ? destination.capabilities().get() : Capabilities.UNKNOWN;
        EnvironmentSettings target = EnvironmentSettings.NOTHING
                .but()
                .kubeVersion(known.kubeVersion())
                .apiVersions(known.apiVersions())
                .build();
        EnvironmentSettings settings = said.over(target).over(file(opened));
        RenderResult rendered = renderer(destination)
                .render(new RenderRequest(tree.root(), source, app, namespace)
                        .with(settings.capabilities(known.upgrade()))
                        .with(settings.determinismOrWarn())
                        .with(settings.changesAt(commit))
                        .withNotes(helm.notes()));
        return new Loaded(rendered, commit, tree.git(), SourceFacts.of(rendered).toJson());
    }

    private static EnvironmentSettings file(Opened opened) {
        return opened.settings().orElse(EnvironmentSettings.NOTHING);
    }

    /** @return what the options say; files of patches are read for it */
    private EnvironmentSettings said(Opened opened) {
        return helm.over(EnvironmentSettings.NOTHING.but())
                .source(source(opened.tree()))
                .changes(changes.changes())
                .commitAnnotation(changes.commitAnnotation())
                .build();
    }

    private static Renderer renderer(Destination destination) {
        return new Renderer(
                new ProcessRunner(),
                destination.scopes(),
                new RegistryClient(
                        registry -> DockerConfig.ofUser(System.getenv()).of(registry), System.getenv()));
    }

    private boolean isStandardInput() {
        return "-".equals(input.manifests);
    }

    private Loaded fromManifests(Opened opened, String namespace, Destination destination) {
        if (revision != null
                || repository != null
                || helm.areGiven()
                || reading.areForManifests()
                || reading.remote()) {
            throw new GitOpsException(
                    "--manifests are rendered already: --revision, --repository and what is for charts,"
                            + " kustomizations or directories has no meaning with it; use --path for a source");
        }
        byte[] content;
        try (InputStream in = isStandardInput() ? System.in : Files.newInputStream(Path.of(input.manifests))) {
            // One byte more than is accepted, so that the reader says that it is too much.
            content = in.readNBytes(ManifestReader.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + input.manifests + ": " + e.getMessage(), e);
        }
        SourceTree tree = opened.tree();
        Optional<Commit> commit = tree.commit(tree.relative(start()));
        RenderResult rendered = renderer(destination)
                .take(
                        content,
                        input.manifests,
                        namespace,
                        said(opened).over(file(opened)).changesAt(commit));
        return new Loaded(rendered, commit, tree.git(), SourceFacts.of(rendered).toJson());
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
        EnvironmentSettings settings = said(opened).over(file(opened));
        boolean changed = !settings.changes().equals(Changes.NONE)
                || !settings.commitAnnotation().isEmpty();
        if (input.manifests != null || input.chart != null || changed) {
            throw new GitOpsException(
                    "--deployer helm deploys a chart as it is: name it with --path, and what is to change"
                            + " by its values (--set image.tag=…)");
        }
        SourceTree tree = opened.tree();
        Source source = settings.sourceWithValues();
        if (isRemote(source)) {
            throw new GitOpsException(
                    "--deployer helm deploys a chart in the source; '" + source.path() + "' is somewhere else");
        }
        tree.requireComplete(source.path());
        Source.Helm chart = (Source.Helm) new Source.Helm("", "", HelmOrigin.LOCAL, HelmValues.NONE).over(source);
        return new Chart(tree.root(), chart, tree.commit(source.path()), tree.git());
    }

    private static boolean isRemote(Source source) {
        return source instanceof Source.Helm helm && helm.origin().isRemote(helm.path());
    }

    /** @return the name of the Helm release */
    String release(Chart chart, String app) {
        return chart.source().release().isEmpty() ? app : chart.source().release();
    }

    /** @return what the options say about the source, whose path may be named elsewhere */
    private Source source(SourceTree tree) {
        String path = input.chart != null ? input.chart : input.path == null ? "" : tree.relative(input.path);
        boolean chart = input.chart != null || helm.areGiven();
        if ((chart ? 1 : 0) + (reading.areForManifests() ? 1 : 0) + (reading.remote() ? 1 : 0) > 1) {
            throw new GitOpsException(
                    "what is rendered cannot be all that the options are for: charts have values and a"
                            + " release, directories of manifests have patterns, kustomizations have remote bases");
        }
        if (chart) {
            return helm.source(path, tree);
        }
        return reading.areForManifests()
                ? reading.manifests(path)
                : reading.remote() ? new Source.Kustomize(path, true) : new Source.Detect(path);
    }

    private static boolean isChart(SourceTree tree, Source source) {
        return source instanceof Source.Helm
                || source instanceof Source.Detect
                        && (source.path().endsWith(".tgz")
                                || Files.exists(
                                        tree.root().resolve(source.path()).resolve("Chart.yaml")));
    }
}
