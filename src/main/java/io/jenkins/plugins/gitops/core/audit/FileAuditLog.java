package io.jenkins.plugins.gitops.core.audit;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.record.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the log as files of JSON lines, each line with the hash of the one before it. Several threads and processes may
 * append at once. A line is on the disk before {@link #append} returns.
 *
 * <p>A process that dies leaves half a line at most: it is removed by the next append, which notes that. Whatever else
 * does not fit, such as lines that are missing at the end, is never smoothed over: the chain goes on from the last line
 * that was written by us, so that a check finds the gap for ever.
 */
public final class FileAuditLog implements AuditLog {
    /** How large a file grows before the next one begins, in bytes. */
    public static final long ROTATE_AT = 16 * 1024 * 1024;

    private final AuditFiles files;
    private final long rotateAt;

    /** @param directory made when the first entry is noted */
    public FileAuditLog(Path directory) {
        this(directory, ROTATE_AT);
    }

    FileAuditLog(Path directory, long rotateAt) {
        this.files = new AuditFiles(directory);
        this.rotateAt = rotateAt;
    }

    @Override
    public void append(AuditEntry entry) {
        // A file's lock keeps processes apart, not the threads of one.
        synchronized (FileAuditLog.class) {
            try {
                PrivateFiles.directories(files.directory());
                try (FileChannel channel =
                        FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    channel.lock(); // until the channel is closed
                    appendLocked(entry);
                }
            } catch (IOException e) {
                throw new GitOpsException(
                        "cannot note in the audit log " + files.directory() + " that " + entry.event() + " "
                                + entry.record() + " has ended (" + entry.outcome() + "): "
                                + e.getClass().getSimpleName() + ": " + e.getMessage()
                                + ". Make room or give the directory back to this user",
                        e);
            }
        }
    }

    @Override
    public String anchor() {
        try {
            Optional<AuditLink> head = files.head();
            String log = files.log();
            return head.isPresent() && !log.isEmpty() ? AuditAnchor.text(log, head.get()) : "";
        } catch (IOException e) {
            return ""; // The append says what is wrong; this is a proof beside it.
        }
    }

    private void appendLocked(AuditEntry entry) throws IOException {
        List<String> notes = new ArrayList<>();
        Optional<AuditLine> last = last(notes);
        Optional<AuditLink> head = files.head();
        if (head.isEmpty() && last.isPresent()) {
            notes.add("the file that names the last line was missing: lines may have been cut off before this one");
        }
        AuditLink link = position(head, last);
        for (String note : notes) {
            link = write(link, AuditEntry.note(entry.at(), note));
        }
        write(link, entry);
    }

    /** @return where the chain goes on: after the line that the head names, or the one that was written but not yet named */
    private static AuditLink position(Optional<AuditLink> head, Optional<AuditLine> last) {
        if (head.isEmpty()) {
            return last.map(AuditLine::link).orElse(AuditLink.START);
        }
        return last.filter(line -> line.follows(head.get()))
                .map(AuditLine::link)
                .orElse(head.get());
    }

    /** Removes half a line at the end. */
    private Optional<AuditLine> last(List<String> notes) throws IOException {
        List<Path> logs = files.logs();
        for (int i = logs.size() - 1; i >= 0; i--) {
            AuditTail tail = AuditTail.read(logs.get(i));
            if (tail.torn().length > 0) {
                try (FileChannel channel = FileChannel.open(logs.get(i), StandardOpenOption.WRITE)) {
                    channel.truncate(tail.whole());
                    channel.force(true);
                }
                notes.add("a line that was cut off while it was written was removed: " + tail.torn().length + " bytes, "
                        + Digest.of(tail.torn()));
            }
            if (tail.line().isPresent()) {
                try {
                    return Optional.of(AuditLine.read(tail.line().get()));
                } catch (IllegalArgumentException e) {
                    return Optional.empty(); // Somebody has altered it; a check tells.
                }
            }
        }
        return Optional.empty();
    }

    private AuditLink write(AuditLink before, AuditEntry entry) throws IOException {
        byte[] line = AuditLine.write(before, entry);
        List<Path> logs = files.logs();
        Path newest = logs.isEmpty() ? files.next() : logs.get(logs.size() - 1);
        Path file = Files.exists(newest) && Files.size(newest) >= rotateAt ? files.next() : newest;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            PrivateFiles.write(channel, line);
        }
        byte[] hashed = Arrays.copyOf(line, line.length - 1);
        AuditLink link = new AuditLink(before.number() + 1, Digest.of(hashed));
        files.head(link);
        return link;
    }
}
