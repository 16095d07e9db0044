package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.audit.AuditLog;
import io.jenkins.plugins.gitops.core.audit.FileAuditLog;
import io.jenkins.plugins.gitops.core.record.DirectoryRecordStore;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where records are kept, and in whose name. */
final class RecordOptions {
    @Option(
            names = "--records",
            paramLabel = "DIR",
            description = "Where records are kept (default: $XDG_STATE_HOME/gitops, else ~/.local/state/gitops).")
    private Path directory;

    Path directory() {
        if (directory != null) {
            return directory;
        }
        String state = System.getenv("XDG_STATE_HOME");
        Path base = state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return base.resolve("gitops");
    }

    RecordStore open() {
        return new DirectoryRecordStore(directory());
    }

    /** @return where the audit log is: beside the records, one for all apps and environments */
    Path auditDirectory() {
        return directory().resolve("audit");
    }

    AuditLog audit() {
        return new FileAuditLog(auditDirectory());
    }

    /** @return {@code user@host} */
    static String actor() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        return System.getProperty("user.name") + "@" + host;
    }
}
