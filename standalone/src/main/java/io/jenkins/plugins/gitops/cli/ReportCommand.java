package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DirectoryRecordStore;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import io.jenkins.plugins.gitops.core.report.HtmlReport;
import io.jenkins.plugins.gitops.core.report.JunitReport;
import io.jenkins.plugins.gitops.core.report.MarkdownReport;
import io.jenkins.plugins.gitops.core.report.Neighbours;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gitops report}: a record in a form for people or for a build server. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Write the record of a deployment as a page, for a comment or for a build server, and print its path."
                        + " Needs no cluster.",
        footer = {
            "",
            "Examples:",
            "  gitops report --app webapp --environment prod",
            "  gitops report --app webapp --environment prod --format markdown 20261122-164151-3f9ac25e",
            "  gitops report --app webapp --environment prod --format junit --out target/deployment.xml"
        })
final class ReportCommand implements Callable<Integer> {
    /** The forms of a report. */
    enum Format {
        HTML,
        MARKDOWN,
        JUNIT,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--app", paramLabel = "NAME", required = true, description = "The app.")
    private String app;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The environment (default: ${DEFAULT-VALUE}).")
    private String environment;

    @Mixin
    private RecordOptions records;

    @Option(names = "--format", paramLabel = "FORMAT", description = "html, markdown, junit or json (default: html).")
    private Format format = Format.HTML;

    @Option(names = "--out", paramLabel = "FILE", description = "Write there (default: beside the record).")
    private Path out;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The deployment (default: the newest).")
    private String id;

    @Override
    public Integer call() {
        DirectoryRecordStore store = new DirectoryRecordStore(records.directory());
        List<String> known = store.ids(app, environment);
        DeploymentRecord record = store.load(app, environment, newest(known)).orElseThrow();
        Path file = out != null ? out : beside(store.file(app, environment, record.id()));
        try {
            Files.writeString(file, text(record, neighbours(known, record.id(), file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new GitOpsException("cannot write " + file + ": " + e.getMessage(), e);
        }
        spec.commandLine().getOut().println(file.toAbsolutePath());
        return Main.OK;
    }

    private String newest(List<String> known) {
        return known.stream()
                .filter(one -> id == null || one.startsWith(id))
                .findFirst()
                .orElseThrow(() -> new GitOpsException("there is no record " + (id == null ? "" : "\"" + id + "\" ")
                        + "of app \"" + app + "\" in environment \"" + environment + "\" under "
                        + records.directory()
                        + "; records are on the machine that deployed, name their place with --records"));
    }

    /** The pages that were written beside this one before. */
    private static Neighbours neighbours(List<String> newestFirst, String id, Path file) {
        int place = newestFirst.indexOf(id);
        return new Neighbours(page(newestFirst, place + 1, file), page(newestFirst, place - 1, file));
    }

    private static String page(List<String> ids, int place, Path file) {
        String name = place >= 0 && place < ids.size() ? ids.get(place) + ".html" : "";
        return !name.isEmpty() && Files.exists(file.resolveSibling(name)) ? name : "";
    }

    private String text(DeploymentRecord record, Neighbours neighbours) {
        return switch (format) {
            case HTML -> HtmlReport.of(record, neighbours);
            case MARKDOWN -> MarkdownReport.of(record);
            case JUNIT -> JunitReport.of(record);
            case JSON -> ManifestWriter.json(RecordJson.toJson(record));
        };
    }

    private Path beside(Path json) {
        String extension =
                switch (format) {
                    case HTML -> ".html";
                    case MARKDOWN -> ".md";
                    case JUNIT -> ".junit.xml";
                    case JSON -> ".report.json";
                };
        return json.resolveSibling(json.getFileName().toString().replaceAll("\\.json$", "") + extension);
    }
}
