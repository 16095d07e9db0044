package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.audit.AuditAnchor;
import io.jenkins.plugins.gitops.core.audit.AuditCheck;
import io.jenkins.plugins.gitops.core.audit.AuditExport;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.History;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gitops audit}: what was done, and whether that is still what was written. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Check and export the log of everything that was deployed from this machine.",
        subcommands = {AuditCommand.Verify.class, AuditCommand.Export.class})
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the audit log: verify or export");
    }

    /** Which log. */
    static final class Logs {
        @Mixin
        private RecordOptions records;

        @Parameters(
                arity = "0..*",
                paramLabel = "FILE|DIR",
                description = "The log's directory, or files of it in their order (default: audit in the directory of"
                        + " the records).")
        private List<Path> paths = List.of();

        List<Path> paths() {
            return paths.isEmpty() ? List.of(records.auditDirectory()) : paths;
        }

        RecordOptions records() {
            return records;
        }
    }

    /** {@code gitops audit verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Find entries that were changed, removed, moved or cut off, and records that are not what was noted.",
                "Prints the hash of the last entry: kept elsewhere, it proves later that nothing was written anew.",
                "Exit code 1 when anything is not as it was written."
            },
            footer = {
                "",
                "Examples:",
                "  gitops audit verify",
                "  gitops audit verify --head sha256:…",
                "  gitops audit verify --app webapp --environment prod -n shop"
            })
    static final class Verify implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Logs logs;

        @Option(
                names = "--head",
                paramLabel = "HASH",
                description = "A hash that an earlier check has printed: its entry must be there; may be repeated.")
        private List<String> heads = List.of();

        @ArgGroup(
                exclusive = false,
                heading = "%nCompare also with what the deployments of an app have noted in the cluster:%n")
        private TargetOptions target;

        @Mixin
        private ClusterOptions clusters;

        @Override
        public Integer call() {
            AuditCheck.Result result =
                    AuditCheck.of(logs.paths(), heads, anchors(), logs.records().open());
            PrintWriter out = spec.commandLine().getOut();
            result.notes().forEach(note -> out.println("Note: " + note));
            out.println(result.entries() + " entries, the last has the hash " + result.last());
            out.flush();
            result.problems().forEach(problem -> spec.commandLine().getErr().println("gitops: " + problem));
            return result.problems().isEmpty() ? Main.OK : Main.ERROR;
        }

        private List<AuditAnchor> anchors() {
            if (target == null) {
                return List.of();
            }
            Target deployed = target.target(clusters);
            try (ClusterGateway cluster = clusters.open()) {
                return History.of(cluster, deployed).deployments().stream()
                        .map(deployment -> new AuditAnchor(deployment.id(), deployment.audit()))
                        .toList();
            }
        }
    }

    /** {@code gitops audit export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Print the log as JSON or as a table for a spreadsheet.",
            footer = {"", "Example:", "  gitops audit export --format csv > audit.csv"})
    static final class Export implements Callable<Integer> {
        /** The forms. */
        enum Format {
            JSON,
            CSV
        }

        @Spec
        private CommandSpec spec;

        @Mixin
        private Logs logs;

        @Option(names = "--format", paramLabel = "FORMAT", description = "json or csv (default: json).")
        private Format format = Format.JSON;

        @Override
        public Integer call() {
            AuditExport export = AuditExport.of(logs.paths());
            PrintWriter out = spec.commandLine().getOut();
            out.print(format == Format.CSV ? export.csv() : ManifestWriter.json(export.json()));
            out.flush();
            return Main.OK;
        }
    }
}
