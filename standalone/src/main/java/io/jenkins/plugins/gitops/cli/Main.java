package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code gitops} command: the engine of the plugin on a laptop or in any other CI. */
@Command(
        name = "gitops",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"From a Git commit to a healthy deployment: render, plan, apply, verify, record.", ""},
        footer = {
            "",
            "Exit codes: 0 as wanted, 1 error, 2 change or drift found where asked for.",
            "",
            "Shell completion: source <(gitops completion)"
        },
        subcommands = {
            InitCommand.class,
            RenderCommand.class,
            CheckCommand.class,
            DiffCommand.class,
            DeployCommand.class,
            VerifyCommand.class,
            RollbackCommand.class,
            HistoryCommand.class,
            ShowCommand.class,
            CompareCommand.class,
            FiguresCommand.class,
            ReportCommand.class,
            AuditCommand.class,
            Main.Completion.class,
            HelpCommand.class
        })
public final class Main implements Runnable {
    /** As wanted. */
    static final int OK = 0;
    /** It did not work; the reason stands on standard error. */
    static final int ERROR = 1;
    /** Change or drift was found, and asked for. */
    static final int DIFFERENT = 2;

    private static final int STOP_SECONDS = 15;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: one of the commands below");
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        AtomicBoolean done = new AtomicBoolean();
        Thread worker = Thread.currentThread();
        // Control-C: let the deployment note in cluster and record how far it came.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!done.get()) {
                worker.interrupt();
                for (int i = 0; i < STOP_SECONDS * 20 && !done.get(); i++) {
                    pause();
                }
            }
        }));
        int code = commandLine(
                        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments);
        done.set(true);
        System.exit(code);
    }

    /** @return the whole command, writing to the given streams */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new Main());
        line.setOut(out).setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(110);
        line.setParameterExceptionHandler((failure, arguments) -> {
            err.println("gitops: " + failure.getMessage());
            err.println("Try: " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            err.flush();
            return ERROR;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            out.flush();
            if (failure instanceof GitOpsException) {
                err.println("gitops: " + failure.getMessage());
            } else if (failure instanceof CancellationException) {
                err.println("gitops: stopped");
            } else {
                err.println("gitops: internal error; please report it with the lines below");
                failure.printStackTrace(err);
            }
            err.flush();
            return ERROR;
        });
        line.setExecutionStrategy(parsed -> {
            try {
                return new CommandLine.RunLast().execute(parsed);
            } finally {
                out.flush();
            }
        });
        return line;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Command(
            name = "completion",
            description = "Print a completion script for bash and zsh.",
            mixinStandardHelpOptions = true)
    static final class Completion implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            CommandLine root = spec.root().commandLine();
            root.getOut().print(AutoComplete.bash("gitops", root));
        }
    }
}
