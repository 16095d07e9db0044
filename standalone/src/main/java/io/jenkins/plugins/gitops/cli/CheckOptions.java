package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.git.TrustedSigners;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.policy.Policy;
import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.policy.Severity;
import io.jenkins.plugins.gitops.core.policy.Silence;
import io.jenkins.plugins.gitops.core.policy.Situation;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.report.PolicyTable;
import io.jenkins.plugins.gitops.git.SignatureVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What manifests are checked for before anything is done with them. */
final class CheckOptions {
    @Option(
            names = "--checks",
            paramLabel = "FILE",
            description = "How to check: a file with what \"checks\" of gitops.yaml may hold, in place of that.")
    private Path file;

    @Option(
            names = "--check",
            paramLabel = "RULE=SEVERITY",
            description = "Severity of a rule: off, warn or error; * for every rule that is not named; may be repeated."
                    + " gitops check --rules lists them.")
    private Map<String, String> severities = new LinkedHashMap<>();

    @Option(
            names = "--silence",
            paramLabel = "RULE:KIND/NAME",
            description = "Violations of this rule in this object do not count; may be repeated.")
    private List<String> silences = List.of();

    @Option(names = "--no-checks", description = "Check nothing.")
    private boolean none;

    @Option(
            names = "--signed-by",
            paramLabel = "FILE",
            description = "Require that the commit is signed by one of these keys: an allowed signers file of SSH, or"
                    + " armored OpenPGP public keys; may be repeated.")
    private List<Path> signers = List.of();

    /**
     * Checks, tells of what is not as it should be, and stops when that matters.
     *
     * @param version the target's version; asked for only when a manifest depends on it
     * @param warn takes a line for each rule that is violated without stopping
     * @return what was loaded, with the commit's signature looked at
     * @throws GitOpsException when a violation is an error
     */
    SourceOptions.Loaded require(
            SourceOptions.Loaded loaded,
            Optional<EnvironmentSettings> settings,
            String namespace,
            Supplier<String> version,
            Consumer<String> warn) {
        SourceOptions.Loaded checked = verify(loaded);
        require(check(checked, settings, namespace, version), warn);
        return checked;
    }

    private static void require(PolicyReport report, Consumer<String> warn) {
        report.requireNoErrors();
        PolicyTable.summary(report).forEach(warn);
    }

    /** @return what is not as it should be */
    PolicyReport check(
            SourceOptions.Loaded loaded,
            Optional<EnvironmentSettings> settings,
            String namespace,
            Supplier<String> version) {
        return new Policy(settings(settings))
                .check(loaded.rendered().declared(), new Situation(namespace, version, loaded.commit()));
    }

    /**
     * The same for a chart that Helm renders itself.
     *
     * @param commit the chart's commit, with its signature looked at
     * @return takes what Helm would apply, and throws when a violation is an error
     */
    Consumer<List<Manifest>> of(
            Optional<Commit> commit,
            Optional<EnvironmentSettings> settings,
            String namespace,
            Supplier<String> version,
            Consumer<String> warn) {
        Policy policy = new Policy(settings(settings));
        return manifests -> require(policy.check(manifests, new Situation(namespace, version, commit)), warn);
    }

    /** @return the commit that a chart is of, with its signature looked at */
    Optional<Commit> verify(SourceOptions.Chart chart) {
        return verify(chart.git(), chart.commit());
    }

    SourceOptions.Loaded verify(SourceOptions.Loaded loaded) {
        return new SourceOptions.Loaded(
                loaded.rendered(), verify(loaded.git(), loaded.commit()), loaded.git(), loaded.facts());
    }

    private Optional<Commit> verify(Optional<GitRepository> git, Optional<Commit> commit) {
        TrustedSigners trusted =
                TrustedSigners.of(signers.stream().map(CheckOptions::read).toList());
        return git.isEmpty()
                ? commit
                : commit.map(found -> new SignatureVerification(new ProcessRunner()).verify(git.get(), found, trusted));
    }

    private PolicySettings settings(Optional<EnvironmentSettings> settings) {
        PolicySettings base = file != null
                ? Project.readChecks(read(file), file.toString())
                : settings.map(EnvironmentSettings::checks).orElse(PolicySettings.STANDARD);
        Map<String, Severity> given = new LinkedHashMap<>();
        severities.forEach((rule, severity) -> given.put(rule, Severity.parse(severity)));
        PolicySettings wanted = (none ? base.off() : base)
                .with(given)
                .with(silences.stream().map(Silence::parse).toList());
        return signers.isEmpty() ? wanted : wanted.withSignature();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
