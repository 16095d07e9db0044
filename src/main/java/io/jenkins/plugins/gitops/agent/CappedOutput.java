package io.jenkins.plugins.gitops.agent;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first bytes of a program's output and tells once when there are more. */
final class CappedOutput extends OutputStream {
    private final int limit;
    private final Runnable full;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean told;

    CappedOutput(int limit, Runnable full) {
        this.limit = limit;
        this.full = full;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, limit - kept.size());
        kept.write(bytes, offset, room);
        if (room < length && !told) {
            told = true;
            full.run();
        }
    }

    /** @return what was kept, as UTF-8 */
    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
