package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.policy.Rules;
import io.jenkins.plugins.gitops.core.policy.Severity;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.report.PolicyJson;
import io.jenkins.plugins.gitops.core.report.PolicyTable;
import io.jenkins.plugins.gitops.core.report.Sarif;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops check}: what is wrong with manifests, without a cluster. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Check what a source declares for mistakes, removed API versions and what should not be deployed.",
            "Needs no cluster. Exits with 1 when a violation is an error. render, diff and deploy check the same first."
        },
        footer = {
            "",
            "Examples:",
            "  gitops check --path deploy",
            "  gitops check --environment prod --kube-version 1.33     # with a gitops.yaml",
            "  helm template shop charts/shop | gitops check --manifests - --check resources=error",
            "  gitops check --path deploy --sarif checks.sarif --fail-on warn",
            "  gitops check --rules"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private SourceOptions source;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private CheckOptions checks;

    @Mixin
    private OutputOptions output;

    @Option(names = "--app", paramLabel = "NAME", description = "The default name of a Helm release.")
    private String app;

    @Option(names = "--environment", paramLabel = "NAME", description = "The environment of gitops.yaml.")
    private String environment;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The namespace of objects that name none (default: that of gitops.yaml).")
    private String namespace;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "error",
            description = "Exit with 1 from this severity on: error or warn (default: ${DEFAULT-VALUE}).")
    private Severity failOn;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Write the violations there too, as SARIF 2.1.0.")
    private Path sarif;

    @Option(names = "--rules", description = "List the rules instead.")
    private boolean rules;

    @Override
    public Integer call() {
        if (rules) {
            PolicyTable.rules(Rules.all()).forEach(output.out()::println);
            return Main.OK;
        }
        try (SourceOptions.Opened opened = source.open(project, environment)) {
            String where = opened.namespace(namespace);
            String version = source.kubeVersion(opened);
            String name = app != null
                    ? app
                    : opened.settings().map(EnvironmentSettings::app).orElse("");
            SourceOptions.Loaded loaded = checks.verify(source.load(opened, name, where, Destination.of(version)));
            return show(checks.check(loaded, opened.settings(), where, () -> version));
        }
    }

    private int show(PolicyReport report) {
        if (output.isText()) {
            new PolicyTable(output.colored()).lines(report).forEach(output.out()::println);
        } else {
            output.data(PolicyJson.of(report));
        }
        if (sarif != null) {
            try {
                Files.writeString(sarif, ManifestWriter.json(Sarif.of(report)));
            } catch (IOException e) {
                throw new GitOpsException("cannot write " + sarif + ": " + e.getMessage(), e);
            }
        }
        boolean failed = report.violations().stream()
                .anyMatch(violation -> violation.severity().compareTo(failOn) >= 0);
        return failed ? Main.ERROR : Main.OK;
    }
}
