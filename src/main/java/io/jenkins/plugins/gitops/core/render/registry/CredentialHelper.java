package io.jenkins.plugins.gitops.core.render.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program {@code docker-credential-NAME} that keeps logins elsewhere, such as with a cloud. */
final class CredentialHelper {
    private static final int SECONDS = 60;
    private static final int LIMIT = 1024 * 1024;
    /** The name that stands for a token in place of a user. */
    private static final String TOKEN = "<token>";

    private CredentialHelper() {}

    /**
     * @param program the helper
     * @param registry the name that it knows the registry by
     * @return the login; empty when the helper has none
     * @throws GitOpsException when the helper is not there or does not answer as it should
     */
    static Optional<Login> get(String program, String registry) {
        try {
            Process process = new ProcessBuilder(program, "get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                process.getOutputStream().write(registry.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().close();
                byte[] answer =
                        CompletableFuture.supplyAsync(() -> read(process)).get(SECONDS, TimeUnit.SECONDS);
                return process.waitFor() == 0 ? Optional.of(login(answer, program)) : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new GitOpsException(
                    program + ", which docker's configuration names for " + registry + ", cannot be run: "
                            + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitOpsException(program + " was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new GitOpsException(program + " gives no answer for " + registry, e);
        }
    }

    private static byte[] read(Process process) {
        try {
            return process.getInputStream().readNBytes(LIMIT);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static Login login(byte[] answer, String program) {
        try {
            JsonNode json = Json.parse(new String(answer, StandardCharsets.UTF_8));
            String user = Json.text(json, "Username");
            String secret = Json.text(json, "Secret");
            return user.equals(TOKEN) ? new Login("", "", secret) : new Login(user, secret, "");
        } catch (IllegalArgumentException e) {
            // Whatever the parser quotes could be a password.
            throw new GitOpsException(program + " does not answer with JSON");
        }
    }
}
