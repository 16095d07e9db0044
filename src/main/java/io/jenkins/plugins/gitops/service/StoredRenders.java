package io.jenkins.plugins.gitops.service;

import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Gzip;
import io.jenkins.plugins.gitops.core.record.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a build has rendered, a file for each app and environment beside its {@code build.xml}. Values of Secrets are in
 * it, so it is encrypted with a key of this controller, and it goes with the build.
 */
final class StoredRenders {
    private final Path directory;

    StoredRenders(Run<?, ?> run) {
        directory = run.getRootDir().toPath().resolve("gitops");
    }

    /** @param environment empty when the render is for any */
    void save(String app, String environment, StoredRender render) {
        Path file = file(app, environment);
        try {
            String packed = Base64.getEncoder().encodeToString(Gzip.pack(render.toJson()));
            PrivateFiles.replace(
                    file, Secret.fromString(packed).getEncryptedValue().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new GitOpsException("cannot keep what was rendered for " + app + " in " + file + ": " + e, e);
        }
    }

    /**
     * @return what was rendered for the app and the environment, or for the app and any
     * @throws GitOpsException when nothing was
     */
    StoredRender load(String app, String environment) {
        return find(app, environment)
                .orElseThrow(() -> new GitOpsException("nothing was rendered for app '" + app + "' and environment '"
                        + environment + "' in this build: call gitopsRender with the same app and environment first"));
    }

    /** @return the same; empty when nothing was rendered */
    Optional<StoredRender> find(String app, String environment) {
        return Stream.of(file(app, environment), file(app, ""))
                .filter(Files::exists)
                .findFirst()
                .map(file -> read(file, app));
    }

    private static StoredRender read(Path file, String app) {
        try {
            Secret secret = Secret.decrypt(Files.readString(file, StandardCharsets.US_ASCII));
            if (secret == null) {
                throw new IOException("it was not written by this Jenkins");
            }
            return StoredRender.fromJson(Gzip.unpack(Base64.getDecoder().decode(secret.getPlainText())));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new GitOpsException("cannot read what was rendered for " + app + ", " + file + ": " + e, e);
        }
    }

    private Path file(String app, String environment) {
        try {
            byte[] name = MessageDigest.getInstance("SHA-256")
                    .digest((app + "\n" + environment).getBytes(StandardCharsets.UTF_8));
            return directory.resolve("render-" + HexFormat.of().formatHex(name, 0, 12) + ".bin");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
