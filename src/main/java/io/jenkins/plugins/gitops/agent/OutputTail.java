package io.jenkins.plugins.gitops.agent;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the end of a program's output. */
final class OutputTail extends OutputStream {
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    OutputTail(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        kept.write(bytes, offset, length);
        if (kept.size() > 2 * limit) {
            byte[] all = kept.toByteArray();
            kept.reset();
            kept.write(all, all.length - limit, limit);
        }
    }

    /** @return at most the last {@code limit} bytes, as UTF-8 */
    synchronized String text() {
        byte[] all = kept.toByteArray();
        int length = Math.min(all.length, limit);
        return new String(all, all.length - length, length, StandardCharsets.UTF_8);
    }
}
