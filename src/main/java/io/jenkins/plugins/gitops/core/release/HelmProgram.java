package io.jenkins.plugins.gitops.core.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.render.CommandRunner;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import io.jenkins.plugins.gitops.core.render.HelmChart;
import io.jenkins.plugins.gitops.core.render.HelmOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code helm} program at work on the releases of one namespace. Helm 4 is needed. */
public final class HelmProgram {
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);
    private static final int OUTPUT_LIMIT = 64 * 1024 * 1024;

    private final CommandRunner runner;
    private final Path directory;
    private final List<String> cluster;

    /**
     * @param directory where the program runs
     * @param connection options that choose the cluster, such as {@code --kubeconfig FILE}; empty as Helm has it itself
     */
    public HelmProgram(CommandRunner runner, Path directory, List<String> connection, String namespace) {
        this.runner = runner;
        this.directory = directory;
        cluster = new ArrayList<>(connection);
        cluster.addAll(List.of("--namespace", namespace));
    }

    /** @return {@code v4.3.1} */
    public String version() {
        return read("tell its version", directory, "version", "--template", "{{.Version}}");
    }

    /** @return the release, empty when there is none */
    public Optional<HelmRelease> find(String release) {
        Result result = run(directory, READ_TIMEOUT, List.of("get", "metadata", release, "--output", "json"));
        if (result.exitCode() != 0 && result.error().contains("release: not found")) {
            return Optional.empty();
        }
        JsonNode json = Json.parse(good("read release " + release, result));
        return Optional.of(new HelmRelease(
                release,
                json.path("revision").asInt(),
                Json.text(json, "status"),
                Json.text(json, "chart") + "-" + Json.text(json, "version"),
                !"csa".equals(Json.text(json, "applyMethod"))));
    }

    /** @return the revisions that Helm remembers, newest first */
    public List<HelmRevision> history(String release) {
        String output = read("read the history of release " + release, directory, "history", release, "-o", "json");
        List<HelmRevision> revisions = new ArrayList<>();
        for (JsonNode line : Json.parse(output)) {
            revisions.add(
                    0,
                    new HelmRevision(
                            line.path("revision").asInt(),
                            instant(Json.text(line, "updated")),
                            Json.text(line, "status"),
                            Json.text(line, "chart"),
                            Json.text(line, "description")));
        }
        return revisions;
    }

    /** @return what a revision of a release declares, hooks apart */
    public List<Manifest> manifests(String release, int revision) {
        return HelmOutput.read(read(
                "read the manifest of release " + release,
                directory,
                "get",
                "manifest",
                release,
                "--revision",
                String.valueOf(revision)));
    }

    /** @return the hooks of the last revision of a release, tests among them */
    public List<Manifest> hooks(String release) {
        return HelmOutput.read(read("read the hooks of release " + release, directory, "get", "hooks", release));
    }

    /**
     * Lets Helm render a chart as it would for the upgrade itself, with the cluster at hand: {@code lookup},
     * capabilities and whether it is an upgrade are the real ones. Writes nothing.
     *
     * @return what the release would declare, hooks apart
     */
    public List<Manifest> preview(HelmUpgrade upgrade) {
        List<String> command = command(upgrade);
        command.addAll(List.of("--dry-run=server", "--output", "json"));
        String chart = "render the chart " + upgrade.chart().path();
        JsonNode release = Json.parse(good(chart, run(upgrade.directory(), READ_TIMEOUT, command)));
        return HelmOutput.read(Json.text(release, "manifest"));
    }

    /**
     * Installs or upgrades a release. Hooks run as Helm runs them.
     *
     * @param description what {@code helm history} shall say
     */
    public void upgrade(HelmUpgrade upgrade, String description) {
        List<String> command = command(upgrade);
        command.addAll(List.of("--description", description, "--timeout", seconds(upgrade.timeout())));
        // Helm's time limit holds for each operation, hooks among them; ours is for a program that hangs.
        good(
                "upgrade release " + upgrade.release(),
                run(upgrade.directory(), upgrade.timeout().multipliedBy(4).plus(READ_TIMEOUT), command));
    }

    /** Goes back to what a revision of a release declared. */
    public void rollback(String release, int revision, boolean force, Duration timeout) {
        List<String> command =
                new ArrayList<>(List.of("rollback", release, String.valueOf(revision), "--timeout", seconds(timeout)));
        if (force) {
            command.add("--force-conflicts");
        }
        good(
                "roll back release " + release,
                run(directory, timeout.multipliedBy(4).plus(READ_TIMEOUT), command));
    }

    private static List<String> command(HelmUpgrade upgrade) {
        List<String> command = new ArrayList<>(List.of("upgrade", upgrade.release(), "--install"));
        command.addAll(HelmChart.arguments(upgrade.directory(), upgrade.chart()));
        if (upgrade.force()) {
            command.add("--force-conflicts");
        }
        return command;
    }

    private String read(String what, Path where, String... arguments) {
        return good(what, run(where, READ_TIMEOUT, List.of(arguments)));
    }

    private Result run(Path where, Duration timeout, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add("helm");
        command.addAll(arguments);
        command.addAll(cluster);
        return runner.run(new Command(command, where, timeout, OUTPUT_LIMIT));
    }

    private static String good(String what, Result result) {
        if (result.exitCode() != 0) {
            throw new GitOpsException("helm cannot " + what + ": "
                    + result.error().strip().replaceFirst("^Error: ", "").replaceAll("\\s*\\R\\s*", " | "));
        }
        return result.output();
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
