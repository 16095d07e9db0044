package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DirectoryRecordStore;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import io.jenkins.plugins.gitops.core.report.HtmlReport;
import io.jenkins.plugins.gitops.core.report.MarkdownReport;
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

/** {@code gitops report}: a record as a page. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Write the record of a deployment as a page and print its path. Needs no cluster.",
        footer = {
            "",
            "Examples:",
            "  gitops report --app webapp --environment prod",
            "  gitops report --app webapp --environment prod --format markdown 20261122-164151-3f9ac25e"
        })
final class ReportCommand implements Callable<Integer> {
    /** The forms of a report. */
    enum Format {
        HTML,
        MARKDOWN,
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

    @Option(names = "--format", paramLabel = "FORMAT", description = "html, markdown or json (default: html).")
    private Format format = Format.HTML;

    @Option(names = "--out", paramLabel = "FILE", description = "Write there (default: beside the record).")
    private Path out;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The deployment (default: the newest).")
    private String id;

    @Override
    public Integer call() {
        DirectoryRecordStore store = new DirectoryRecordStore(records.directory());
        DeploymentRecord record = record(store);
        Path file = out != null ? out : beside(store.file(app, environment, record.id()));
        try {
            Files.writeString(file, text(record), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new GitOpsException("cannot write " + file + ": " + e.getMessage(), e);
        }
        spec.commandLine().getOut().println(file.toAbsolutePath());
        return Main.OK;
    }

    private DeploymentRecord record(DirectoryRecordStore store) {
        List<String> ids = store.ids(app, environment).stream()
                .filter(known -> id == null || known.startsWith(id))
                .toList();
        if (ids.isEmpty()) {
            throw new GitOpsException("there is no record " + (id == null ? "" : "\"" + id + "\" ") + "of app \"" + app
                    + "\" in environment \"" + environment + "\" under " + records.directory()
                    + "; records are on the machine that deployed, name their place with --records");
        }
        return store.load(app, environment, ids.get(0)).orElseThrow();
    }

    private String text(DeploymentRecord record) {
        return switch (format) {
            case HTML -> HtmlReport.of(record);
            case MARKDOWN -> MarkdownReport.of(record);
            case JSON -> ManifestWriter.json(RecordJson.toJson(record));
        };
    }

    private Path beside(Path json) {
        String extension =
                switch (format) {
                    case HTML -> ".html";
                    case MARKDOWN -> ".md";
                    case JSON -> ".report.json";
                };
        return json.resolveSibling(json.getFileName().toString().replaceAll("\\.json$", "") + extension);
    }
}
