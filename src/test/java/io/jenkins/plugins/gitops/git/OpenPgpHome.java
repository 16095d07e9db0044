package io.jenkins.plugins.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keys of the real {@code gpg}, away from those of whoever runs the tests. */
final class OpenPgpHome implements AutoCloseable {
    private final Path directory;
    private final Path program;

    private OpenPgpHome(Path directory, Path program) {
        this.directory = directory;
        this.program = program;
    }

    static OpenPgpHome create(Path directory) throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path program = Files.writeString(
                directory.resolve("gpg.sh"), "#!/bin/sh\nexec gpg --homedir '" + directory + "' \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new OpenPgpHome(directory, program);
    }

    /** @return the fingerprint of a new key without a passphrase */
    String key(String user) {
        gpg(
                "--quick-generate-key",
                "--passphrase",
                "",
                "--pinentry-mode",
                "loopback",
                user,
                "ed25519",
                "sign",
                "never");
        return gpg("--with-colons", "--list-keys", "=" + user)
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":")[9];
    }

    String publicKey(String fingerprint) {
        return gpg("--armor", "--export", fingerprint);
    }

    void sign(GitProgram git, String fingerprint, String message) {
        git.run("add", "--all");
        git.run(
                "-c",
                "gpg.program=" + program,
                "-c",
                "user.signingkey=" + fingerprint,
                "commit",
                "--quiet",
                "--gpg-sign",
                "--message",
                message);
    }

    private String gpg(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--batch", "--quiet"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private String run(List<String> command) {
        Result result = new ProcessRunner().run(new Command(command, directory, Duration.ofMinutes(1), 1_000_000));
        assertThat(result.exitCode()).as(command + ": " + result.error()).isZero();
        return result.output();
    }

    /** Ends the agent that gpg has started for the keys. */
    @Override
    public void close() {
        run(List.of("gpgconf", "--homedir", directory.toString(), "--kill", "all"));
    }
}
