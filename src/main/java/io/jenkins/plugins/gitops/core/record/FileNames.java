package io.jenkins.plugins.gitops.core.record;

import io.jenkins.plugins.gitops.core.manifest.Digest;
import java.nio.charset.StandardCharsets;

/** Turns any text into one safe component of a path, different texts into different ones. */
final class FileNames {
    private static final int LONGEST = 120;

    private FileNames() {}

    /**
     * Keeps ASCII letters, digits, {@code _}, {@code -} and inner dots, and writes every other byte of the UTF-8 form as
     * {@code %xx}. What would be too long for a file system is cut and ends in a digest of the whole.
     */
    static String encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean inner = i > 0 && i < bytes.length - 1;
            if (c < 0x80 && Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' && inner) {
                name.append(c);
            } else {
                name.append(String.format("%%%02x", (int) c));
            }
        }
        if (name.length() > LONGEST) {
            String digest = Digest.of(bytes).substring("sha256:".length());
            return name.substring(0, LONGEST - 33) + "%-" + digest.substring(0, 32);
        }
        return name.isEmpty() ? "%" : name.toString();
    }
}
