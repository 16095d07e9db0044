package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.plan.Ownership;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.render.ChartFiles;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gitops render}: what a source declares, without a cluster. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Print the manifests that a source declares. Needs no cluster.",
        footer = {
            "",
            "Examples:",
            "  gitops render --environment prod          # with a gitops.yaml; gitops init proposes one",
            "  gitops render --path deploy",
            "  gitops render --repository /srv/git/shop.git --revision v1.4 --path deploy",
            "  gitops render --path charts/webapp --values values-prod.yaml --image mywebapp=registry.example/mywebapp:17",
            "  gitops render --path overlays/prod --app webapp -n shop --out webapp.yaml   # as it would be sent",
            "  gitops render --chart oci://registry.example/charts/redis --chart-version 1.4.2 --app cache",
            "  gitops render --path deploy --app webapp --output chart --out webapp-chart   # for helm install"
        })
final class RenderCommand implements Callable<Integer> {
    private static final int MOST_SKIPPED = 10;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions source;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private CheckOptions checks;

    @Option(
            names = "--app",
            paramLabel = "NAME",
            description = "With --namespace: add the label by which this app owns the objects, as deploy does.")
    private String app;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "The environment of gitops.yaml (default: the one for the branch or tag).")
    private String environment;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The namespace that charts see.")
    private String namespace;

    @Option(
            names = "--hooks",
            description = "Print Helm hooks too, after the objects, in the order in which they run. Deployed from the"
                    + " file they are run as from the chart.")
    private boolean hooks;

    @Option(names = "--out", paramLabel = "FILE", description = "Write there (default: standard output).")
    private Path out;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "yaml, json, or chart: a Helm chart in the directory --out (default: yaml).")
    private String format = "yaml";

    @Option(
            names = "--output-version",
            paramLabel = "VERSION",
            description = "With --output chart: the chart's version (default: ${DEFAULT-VALUE}).")
    private String outputVersion = "0.1.0";

    @Override
    public Integer call() {
        if (!List.of("yaml", "text", "json", "chart").contains(format)) {
            throw new GitOpsException("\"" + format + "\" is no output format: use yaml, json or chart");
        }
        try (SourceOptions.Opened opened = source.open(project, environment)) {
            String where = opened.namespace(namespace);
            String owned = app != null
                    ? app
                    : opened.settings().map(EnvironmentSettings::app).orElse("");
            String version = source.kubeVersion(opened);
            PrintWriter err = spec.commandLine().getErr();
            SourceOptions.Loaded loaded = checks.require(
                    source.load(opened, owned, where, Destination.of(version)),
                    opened.settings(),
                    where,
                    () -> version,
                    warning -> err.println("warning: " + warning));
            RenderResult rendered = loaded.rendered();
            rendered.warnings().forEach(warning -> err.println("warning: " + warning));
            skipped(rendered.skipped()).forEach(err::println);
            List<Manifest> manifests = rendered.manifests();
            if (!owned.isEmpty() && !where.isEmpty() && !format.equals("chart")) {
                String owner = ApplySet.id(owned, where);
                manifests = manifests.stream()
                        .map(manifest -> Ownership.stamp(manifest, owner))
                        .toList();
            }
            List<Manifest> printed = new ArrayList<>(manifests);
            if (hooks || format.equals("chart")) {
                printed.addAll(rendered.hooks());
            }
            switch (format) {
                case "chart" ->
                    chart(owned, printed, loaded.commit().map(Commit::shortId).orElse(""));
                case "json" -> write(ManifestWriter.json(printed));
                default -> write(ManifestWriter.yaml(printed));
            }
            rendered.notes().lines().forEach(err::println);
            err.println(manifests.size() + " objects" + hooks(rendered.hooks().size())
                    + loaded.commit()
                            .map(commit -> " at " + commit.shortId() + " \"" + commit.subject() + "\"")
                            .orElse("")
                    + ", " + rendered.digest());
            return Main.OK;
        }
    }

    private static List<String> skipped(List<String> files) {
        List<String> lines = new ArrayList<>();
        files.stream().limit(MOST_SKIPPED).forEach(file -> lines.add("left out: " + file));
        if (files.size() > MOST_SKIPPED) {
            lines.add("left out: " + (files.size() - MOST_SKIPPED) + " more");
        }
        return lines;
    }

    private void chart(String name, List<Manifest> manifests, String appVersion) {
        if (out == null || name.isEmpty()) {
            throw new GitOpsException("--output chart needs a directory, --out, and a name, --app");
        }
        if (Files.exists(out)) {
            throw new GitOpsException(out + " is there already; name a directory that is to be made");
        }
        Map<String, String> files = ChartFiles.of(name, outputVersion, appVersion, manifests);
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = out.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new GitOpsException("cannot write " + out + ": " + e.getMessage(), e);
        }
    }

    private String hooks(int count) {
        return count == 0
                ? ""
                : " and " + count + (count == 1 ? " hook" : " hooks")
                        + (hooks || format.equals("chart") ? "" : " left out (see --hooks)");
    }

    private void write(String text) {
        if (out == null) {
            spec.commandLine().getOut().print(text);
            return;
        }
        try {
            Files.writeString(out, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new GitOpsException("cannot write " + out + ": " + e.getMessage(), e);
        }
    }
}
