package io.jenkins.plugins.gitops.core.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Entries for tests. */
final class Entries {
    private static final Instant AT = Instant.parse("2026-11-22T16:41:51Z");

    private Entries() {}

    static AuditEntry of(String actor) {
        return new AuditEntry(
                AT,
                "deploy",
                "applied",
                actor,
                "",
                "webapp",
                "prod",
                "https://cluster.example:6443",
                "shop",
                "a".repeat(40),
                "sha256:02",
                Map.of("created", 2L),
                "20261122-164151-3f9ac25e",
                "");
    }

    /** Appends entries to the log in a directory: {@code DIRECTORY ACTOR COUNT}. */
    public static void main(String[] arguments) {
        AuditLog log = new FileAuditLog(Path.of(arguments[0]), 4096);
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            log.append(of(arguments[1] + "-" + i));
        }
    }
}
