package io.jenkins.plugins.gitops.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A style sheet or a script that goes into a page as it is, and the hash by which the page's policy allows it.
 *
 * @param content the text between the tags
 */
record PageAsset(String content) {
    /** @return the files of this package's resources, one after the other */
    static PageAsset of(String... files) {
        StringBuilder content = new StringBuilder("\n");
        for (String file : files) {
            try (InputStream stream = PageAsset.class.getResourceAsStream(file)) {
                content.append(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new PageAsset(content.toString());
    }

    /** @return the source expression for a Content-Security-Policy: {@code 'sha256-…'} */
    String source() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
