package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunnerITest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void shouldReturnOutputErrorAndExitCode() {
        Result result = run("echo out; echo é >&2; exit 3", LONG, 100);

        assertThat(result).isEqualTo(new Result(3, "out\n", "é\n"));
    }

    @Test
    void shouldRunInDirectoryWithoutInput() throws IOException {
        assertThat(run("pwd; cat", LONG, 1_000).output().strip())
                .isEqualTo(directory.toRealPath().toString());
    }

    @Test
    void shouldGiveArgumentsToNoShell() {
        assertThat(new ProcessRunner()
                        .run(command(LONG, 100, "echo", "$HOME; `id`"))
                        .output())
                .isEqualTo("$HOME; `id`\n");
    }

    @Test
    void shouldKeepEndOfMuchError() {
        Result result = run("i=0; while [ $i -lt 20000 ]; do echo line $i >&2; i=$((i+1)); done", LONG, 100);

        assertThat(result.error()).hasSize(16 * 1024).endsWith("line 19998\nline 19999\n");
    }

    @Test
    void shouldStopProgramAndItsChildrenAtTimeout() throws Exception {
        assertThatThrownBy(() -> run("tail -f /dev/null & echo $! > child; wait", Duration.ofSeconds(1), 100))
                .isInstanceOf(GitOpsException.class)
                .hasMessage(
                        "sh did not end within 1 seconds and was stopped; see what it waits for, or allow more time");

        long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
        ProcessHandle.of(child).ifPresent(handle -> assertThat(handle.onExit()).succeedsWithin(10, TimeUnit.SECONDS));
    }

    @Test
    void shouldStopProgramThatPrintsTooMuch() {
        assertThatThrownBy(() -> run("while :; do echo much; done", LONG, 1_000))
                .isInstanceOf(GitOpsException.class)
                .hasMessage("sh printed more than 1000 bytes and was stopped; render less at once");
    }

    @Test
    void shouldSayWhichProgramIsMissingAndWhere() {
        ProcessRunner runner = new ProcessRunner("/nowhere/bin:/nowhere/sbin");

        assertThatThrownBy(() -> runner.run(command(LONG, 100, "helm", "version")))
                .isInstanceOf(MissingToolException.class)
                .hasMessage("helm is not there; it was looked for in PATH (/nowhere/bin:/nowhere/sbin);"
                        + " install Helm 3.18 or newer (https://helm.sh/docs/intro/install)");
        assertThatThrownBy(() -> runner.run(command(LONG, 100, "/nowhere/bin/tool")))
                .isInstanceOf(MissingToolException.class);
    }

    private Result run(String script, Duration timeout, int limit) {
        return new ProcessRunner().run(command(timeout, limit, "sh", "-c", script));
    }

    private Command command(Duration timeout, int limit, String... arguments) {
        return new Command(List.of(arguments), directory, timeout, limit);
    }
}
