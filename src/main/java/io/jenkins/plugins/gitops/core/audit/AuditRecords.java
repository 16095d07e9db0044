package io.jenkins.plugins.gitops.core.audit;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a log with the records that it names. Each holds the other: an entry that is missing leaves its record, a
 * record that was changed no longer has the digest of its entry.
 */
final class AuditRecords {
    private record Owner(String app, String environment) {}

    private AuditRecords() {}

    static void check(List<AuditLine> entries, RecordStore records, List<String> problems, List<String> notes) {
        Map<Owner, Map<String, AuditLine>> noted = new LinkedHashMap<>();
        for (AuditLine line : entries) {
            String id = Json.text(line.tree(), "record");
            if (!Json.text(line.tree(), "digest").isEmpty()) {
                Owner owner = new Owner(Json.text(line.tree(), "app"), Json.text(line.tree(), "environment"));
                // The newest counts: a check adds to the record that the deployment has left.
                noted.computeIfAbsent(owner, key -> new LinkedHashMap<>()).put(id, line);
            }
        }
        noted.forEach((owner, lines) -> {
            List<String> ids = records.ids(owner.app(), owner.environment());
            long gone = lines.keySet().stream().filter(id -> !ids.contains(id)).count();
            if (gone > 0) {
                notes.add(gone + " of " + lines.size() + " records of " + owner.app() + " in " + owner.environment()
                        + " are not here, so that they cannot be compared");
            }
            String first = lines.keySet().stream().sorted().findFirst().orElse("");
            for (String id : ids) {
                compare(owner, id, Optional.ofNullable(lines.get(id)), first, records, problems, notes);
            }
        });
    }

    private static void compare(
            Owner owner,
            String id,
            Optional<AuditLine> line,
            String first,
            RecordStore records,
            List<String> problems,
            List<String> notes) {
        DeploymentRecord record;
        try {
            Optional<DeploymentRecord> found = records.load(owner.app(), owner.environment(), id);
            if (found.isEmpty()) {
                return;
            }
            record = found.get();
        } catch (GitOpsException e) {
            problems.add(e.getMessage());
            return;
        }
        if (line.isPresent()) {
            if (!AuditEntry.digest(record).equals(Json.text(line.get().tree(), "digest"))) {
                problems.add("record " + id + " is not what entry "
                        + line.get().link().number() + " has noted: it was changed afterwards");
            }
        } else if (record.finished().isEmpty()) {
            notes.add("record " + id + " was never finished: its program was killed, or runs still");
        } else if (id.compareTo(first) > 0) {
            problems.add("record " + id + " has no entry: it was removed, or the log was cut off before it");
        }
    }
}
