package io.jenkins.plugins.gitops.git;

import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.git.Signature.State;
import io.jenkins.plugins.gitops.core.render.CommandRunner;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a signature that was made with an SSH key, by {@code git verify-commit} (2.34 or newer). */
final class SshSignature {
    private static final Pattern GOOD =
            Pattern.compile("^Good \"git\" signature for (.+) with \\S+ key (\\S+)$", Pattern.MULTILINE);
    private static final Pattern STRANGER =
            Pattern.compile("^Good \"git\" signature with \\S+ key (\\S+)$", Pattern.MULTILINE);
    private static final int MOST_OUTPUT = 100_000;

    private final CommandRunner runner;
    private final Path directory;

    /** @param directory an empty one for files of its own */
    SshSignature(CommandRunner runner, Path directory) {
        this.runner = runner;
        this.directory = directory;
    }

    Signature verify(GitRepository repository, String commit, String allowedSigners) throws IOException {
        Path signers = Files.writeString(directory.resolve("allowed-signers"), allowedSigners + "\n");
        Result result = runner.run(new Command(
                List.of(
                        "git",
                        "--git-dir=" + repository.directory(),
                        // What the repository's own configuration says about keys and programs does not count.
                        "-c",
                        "gpg.ssh.program=ssh-keygen",
                        "-c",
                        "gpg.ssh.allowedSignersFile=" + signers,
                        "verify-commit",
                        "--raw",
                        commit),
                directory,
                Duration.ofMinutes(1),
                MOST_OUTPUT));
        String output = result.output() + "\n" + result.error();
        Matcher good = GOOD.matcher(output);
        if (result.exitCode() == 0 && good.find()) {
            return new Signature(State.GOOD, "ssh", good.group(1), good.group(2), "");
        }
        Matcher stranger = STRANGER.matcher(output);
        if (stranger.find()) {
            return new Signature(
                    State.UNTRUSTED, "ssh", "", stranger.group(1), "no line of the allowed signers names it");
        }
        return new Signature(State.BAD, "ssh", "", "", result.error().strip().replaceAll("\\s*\\R\\s*", "; "));
    }
}
