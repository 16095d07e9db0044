package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.plan.Ownership;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            "  gitops render --path overlays/prod --app webapp -n shop --out webapp.yaml   # as it would be sent"
        })
final class RenderCommand implements Callable<Integer> {
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
            description = "yaml or json (default: yaml).")
    private String format = "yaml";

    @Override
    public Integer call() {
        if (!List.of("yaml", "text", "json").contains(format)) {
            throw new GitOpsException("\"" + format + "\" is no output format: use yaml or json");
        }
        try (SourceOptions.Opened opened = source.open(project, environment)) {
            String where = opened.namespace(namespace);
            String owned = app != null
                    ? app
                    : opened.settings().map(EnvironmentSettings::app).orElse("");
            String version =
                    opened.settings().map(EnvironmentSettings::kubeVersion).orElse("");
            PrintWriter err = spec.commandLine().getErr();
            SourceOptions.Loaded loaded = checks.require(
                    source.load(opened, owned, where, SourceOptions.Destination.of(version)),
                    opened.settings(),
                    where,
                    () -> version,
                    warning -> err.println("warning: " + warning));
            RenderResult rendered = loaded.rendered();
            rendered.warnings().forEach(warning -> err.println("warning: " + warning));
            List<Manifest> manifests = rendered.manifests();
            if (!owned.isEmpty() && !where.isEmpty()) {
                String owner = ApplySet.id(owned, where);
                manifests = manifests.stream()
                        .map(manifest -> Ownership.stamp(manifest, owner))
                        .toList();
            }
            List<Manifest> printed = new ArrayList<>(manifests);
            if (hooks) {
                printed.addAll(rendered.hooks());
            }
            write(format.equals("json") ? ManifestWriter.json(printed) : ManifestWriter.yaml(printed));
            err.println(manifests.size() + " objects" + hooks(rendered.hooks().size())
                    + loaded.commit()
                            .map(commit -> " at " + commit.shortId() + " \"" + commit.subject() + "\"")
                            .orElse("")
                    + ", " + rendered.digest());
            return Main.OK;
        }
    }

    private String hooks(int count) {
        return count == 0
                ? ""
                : " and " + count + (count == 1 ? " hook" : " hooks") + (hooks ? "" : " left out (see --hooks)");
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
