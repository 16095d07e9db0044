package io.jenkins.plugins.gitops.service;

import hudson.model.Run;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.security.CryptoConfidentialKey;

/**
 * What a build has rendered, a file for each app and environment beside its {@code build.xml}. Values of Secrets are in
 * it, so it is encrypted with a key of this controller, and it goes with the build.
 */
final class StoredRenders {
    private static final CryptoConfidentialKey KEY = new CryptoConfidentialKey(StoredRenders.class, "key");

    private final Path directory;

    StoredRenders(Run<?, ?> run) {
        directory = run.getRootDir().toPath().resolve("gitops");
    }

    /** @param environment empty when the render is for any */
    void save(String app, String environment, StoredRender render) {
        Path file = file(app, environment);
        try {
            byte[] iv = KEY.newIv();
            byte[] secret = KEY.encrypt(iv).doFinal(Gzip.pack(render.toJson()));
            byte[] content = Arrays.copyOf(iv, iv.length + secret.length);
            System.arraycopy(secret, 0, content, iv.length, secret.length);
            PrivateFiles.replace(file, content);
        } catch (IOException | GeneralSecurityException e) {
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
            byte[] content = Files.readAllBytes(file);
            int iv = CryptoConfidentialKey.DEFAULT_IV_LENGTH;
            byte[] plain = KEY.decrypt(Arrays.copyOf(content, iv)).doFinal(content, iv, content.length - iv);
            return StoredRender.fromJson(Gzip.unpack(plain));
        } catch (IOException | GeneralSecurityException | UncheckedIOException | IllegalArgumentException e) {
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
