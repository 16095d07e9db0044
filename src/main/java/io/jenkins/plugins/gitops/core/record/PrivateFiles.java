package io.jenkins.plugins.gitops.core.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read, where the file system knows of owners, and that are there whole or not at all. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** @return the directory; it and what leads to it are made for the owner alone where they are missing */
    public static Path directories(Path directory) throws IOException {
        return Files.createDirectories(directory, ownerOnly());
    }

    /** Writes a file beside its place, onto the disk, and moves it there: a reader never sees half of it. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path folder = directories(file.toAbsolutePath().getParent());
        Path part = Files.createTempFile(folder, ".", ".part");
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                write(channel, content);
            }
            move(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes at the channel's position and waits until it is on the disk. */
    public static void write(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
