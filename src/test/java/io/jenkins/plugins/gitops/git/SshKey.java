package io.jenkins.plugins.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A key of the real {@code ssh-keygen} that signs commits. */
public final class SshKey {
    private final String name;
    private final Path file;

    private SshKey(String name, Path file) {
        this.name = name;
        this.file = file;
    }

    /** @return a new key without a passphrase, of {@code NAME@example.org} */
    public static SshKey create(Path directory, String name) {
        Path file = directory.resolve(name);
        List<String> command =
                List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file.toString());
        Result result = new ProcessRunner().run(new Command(command, directory, Duration.ofMinutes(1), 100_000));
        assertThat(result.exitCode()).as(result.error()).isZero();
        return new SshKey(name, file);
    }

    /** @return the line of an allowed signers file that trusts it */
    public String allowed() throws IOException {
        return name + "@example.org " + Files.readString(file.resolveSibling(name + ".pub"));
    }

    /** Commits everything in the work tree, signed. */
    public void sign(GitProgram git) {
        git.run("add", "--all");
        git.run(
                "-c",
                "gpg.format=ssh",
                "-c",
                "user.signingkey=" + file,
                "commit",
                "--quiet",
                "--allow-empty",
                "--gpg-sign",
                "--message",
                "Signed");
    }
}
