package io.jenkins.plugins.gitops.core.audit;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a log is what was written: nothing changed, removed, moved or cut off. Whoever may write to all of its
 * files could make a new log with a new chain; that is found only by what is kept elsewhere, such as a hash that was
 * noted before, or the records.
 */
public final class AuditCheck {
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final AuditChain chain = new AuditChain(problems, notes);
    private String log = "";

    private AuditCheck() {}

    /**
     * What was found.
     *
     * @param entries how many entries were read
     * @param last the hash of the last one, to be noted elsewhere; empty when there is none
     * @param problems what is not as it was written; empty when all is well
     * @param notes what is worth knowing and no problem
     */
    public record Result(long entries, String last, List<String> problems, List<String> notes) {
        public Result {
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }
    }

    /**
     * @param paths the log's directory, or files of it in their order, perhaps archived ones
     * @param known hashes of lines that were noted elsewhere: each must be there
     * @param anchors what deployments have noted in the cluster
     * @param records where the records of a directory's log are
     * @throws GitOpsException when anything cannot be read
     */
    public static Result of(List<Path> paths, List<String> known, List<AuditAnchor> anchors, RecordStore records) {
        AuditCheck check = new AuditCheck();
        try {
            for (Path path : paths) {
                if (Files.isDirectory(path)) {
                    check.directory(new AuditFiles(path));
                } else {
                    check.chain.file(path);
                }
            }
        } catch (IOException e) {
            throw new GitOpsException("cannot read the audit log: " + e.getMessage(), e);
        }
        known.stream()
                .filter(hash -> !check.chain.hashes().contains(hash))
                .forEach(hash -> check.problems.add("no entry has the hash " + hash
                        + ": it was changed, or the log was cut off before it or written anew"));
        anchors.forEach(anchor -> anchor.check(check.log, check.chain.hashes(), check.problems, check.notes));
        AuditRecords.check(check.chain.entries(), records, check.problems, check.notes);
        List<AuditLine> lines = check.chain.entries();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).link().hash();
        return new Result(lines.size(), last, check.problems, check.notes);
    }

    private void directory(AuditFiles files) throws IOException {
        if (!Files.exists(files.lock())) {
            locked(files);
            return;
        }
        // Whoever appends writes a line first and the head then.
        synchronized (FileAuditLog.class) {
            try (FileChannel channel = FileChannel.open(files.lock(), StandardOpenOption.READ)) {
                channel.lock(0, Long.MAX_VALUE, true); // until the channel is closed
                locked(files);
            }
        }
    }

    private void locked(AuditFiles files) throws IOException {
        List<Path> logs = files.logs();
        if (logs.isEmpty()) {
            throw new GitOpsException("there is no audit log in " + files.directory()
                    + "; it is kept beside the records on the machine that deploys, name their place with --records");
        }
        for (Path file : logs) {
            chain.file(file);
        }
        chain.startsAt(1);
        log = chain.entries().stream()
                .findFirst()
                .map(AuditLine::link)
                .filter(link -> link.number() == 1)
                .map(AuditAnchor::log)
                .orElse(files.log());
        Optional<AuditLink> head = files.head();
        if (head.isEmpty()) {
            problems.add(files.directory().resolve(AuditFiles.HEAD)
                    + " is missing or damaged: nobody can tell whether lines were cut off the end");
        } else {
            chain.endsAt(head.get());
        }
    }
}
