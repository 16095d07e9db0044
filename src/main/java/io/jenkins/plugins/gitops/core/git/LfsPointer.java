package io.jenkins.plugins.gitops.core.git;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What Git keeps in place of a file whose content is in Git LFS. */
public final class LfsPointer {
    private static final byte[] HEAD = "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);
    /** How many bytes of a file {@link #isHead} needs. */
    public static final int HEAD_LENGTH = HEAD.length;

    private LfsPointer() {}

    /** @return whether a file that begins with these bytes is a pointer */
    public static boolean isHead(byte[] bytes) {
        return bytes.length >= HEAD.length && Arrays.equals(bytes, 0, HEAD.length, HEAD, 0, HEAD.length);
    }
}
