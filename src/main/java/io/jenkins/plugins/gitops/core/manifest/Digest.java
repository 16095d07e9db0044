package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over canonical JSON: fields sorted by name, no white space, arrays in their order. */
public final class Digest {
    private Digest() {}

    /** @return {@code sha256:} and 64 hexadecimal digits over the canonical form of the tree */
    public static String of(JsonNode tree) {
        return of(Json.canonical(tree).getBytes(StandardCharsets.UTF_8));
    }

    /** @return the digest over the canonical forms of the manifests, one a line, in the given order */
    public static String of(List<Manifest> manifests) {
        MessageDigest sha = sha256();
        for (Manifest manifest : manifests) {
            sha.update(Json.canonical(manifest.json()).getBytes(StandardCharsets.UTF_8));
            sha.update((byte) '\n');
        }
        return "sha256:" + HexFormat.of().formatHex(sha.digest());
    }

    /** @return {@code sha256:} and 64 hexadecimal digits over the bytes */
    public static String of(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** @return the raw SHA-256 of the text in UTF-8, 32 bytes */
    public static byte[] sha256(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
