package io.jenkins.plugins.gitops.core.audit;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The end of a file of the log.
 *
 * @param line the last line that has its line feed; empty when there is none
 * @param whole how many bytes the lines that have their line feed take
 * @param torn what comes after them: a line that was cut off while it was written
 */
record AuditTail(Optional<byte[]> line, long whole, byte[] torn) {
    private static final int BLOCK = 16 * 1024;

    static AuditTail read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long whole = after(channel, size);
            byte[] torn = bytes(channel, whole, size);
            if (whole == 0) {
                return new AuditTail(Optional.empty(), 0, torn);
            }
            long begin = after(channel, whole - 1);
            return new AuditTail(Optional.of(bytes(channel, begin, whole - 1)), whole, torn);
        }
    }

    /** @return the place after the last line feed before {@code end} */
    private static long after(FileChannel channel, long end) throws IOException {
        for (long to = end; to > 0; to -= BLOCK) {
            long from = Math.max(0, to - BLOCK);
            byte[] block = bytes(channel, from, to);
            for (int i = block.length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }

    private static byte[] bytes(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(to - from));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return buffer.array();
    }
}
