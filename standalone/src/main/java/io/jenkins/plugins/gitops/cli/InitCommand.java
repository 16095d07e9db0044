package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.core.project.Proposal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gitops init}: a first {@code gitops.yaml}. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Look at a directory and write a gitops.yaml for it, as a beginning. Needs no cluster.",
        footer = {"", "Examples:", "  gitops init", "  gitops init --print examples/webapp"})
final class InitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The directory (default: the working directory).")
    private Path directory = Path.of("");

    @Option(names = "--print", description = "Print it, write nothing.")
    private boolean print;

    @Override
    public Integer call() {
        String text = Proposal.of(directory);
        if (print) {
            spec.commandLine().getOut().print(text);
            return Main.OK;
        }
        Path file = directory.resolve(Project.FILE);
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new GitOpsException(file + " is there already; see the proposal with --print", e);
        } catch (IOException e) {
            throw new GitOpsException("cannot write " + file + ": " + e.getMessage(), e);
        }
        spec.commandLine()
                .getErr()
                .println("wrote " + file + "; read it, then: gitops render --environment "
                        + Project.read(text, Project.FILE).environments().get(0));
        return Main.OK;
    }
}
