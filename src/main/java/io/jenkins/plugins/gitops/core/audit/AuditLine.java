package io.jenkins.plugins.gitops.core.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;

/**
 * One line of the log: an entry in its place of the chain.
 *
 * @param link this line's place and hash
 * @param previous the hash of the line before
 * @param tree the line as JSON
 */
record AuditLine(AuditLink link, String previous, ObjectNode tree) {

    /** @return the bytes of the line after {@code before}, with its line feed */
    static byte[] write(AuditLink before, AuditEntry entry) {
        ObjectNode tree = Json.object().put("number", before.number() + 1).put("previous", before.hash());
        tree.put("at", entry.at().truncatedTo(ChronoUnit.MILLIS).toString());
        put(tree, "event", entry.event());
        put(tree, "outcome", entry.outcome());
        put(tree, "actor", entry.actor());
        put(tree, "reason", entry.reason());
        put(tree, "app", entry.app());
        put(tree, "environment", entry.environment());
        put(tree, "server", entry.server());
        put(tree, "namespace", entry.namespace());
        put(tree, "commit", entry.commit());
        put(tree, "plan", entry.plan());
        if (!entry.counts().isEmpty()) {
            ObjectNode counts = tree.putObject("counts");
            entry.counts().forEach(counts::put);
        }
        put(tree, "record", entry.record());
        put(tree, "digest", entry.digest());
        return (Json.write(tree) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode tree, String name, String text) {
        if (!text.isEmpty()) {
            tree.put(name, text);
        }
    }

    /**
     * @param line the bytes without the line feed
     * @throws IllegalArgumentException when it is no line of a log
     */
    static AuditLine read(byte[] line) {
        if (!(Json.parse(new String(line, StandardCharsets.UTF_8)) instanceof ObjectNode tree)
                || !tree.path("number").isIntegralNumber()
                || !tree.path("previous").isTextual()) {
            throw new IllegalArgumentException("it has no number or names no line before it");
        }
        AuditLink link = new AuditLink(tree.path("number").longValue(), Digest.of(line));
        return new AuditLine(link, tree.path("previous").textValue(), tree);
    }

    boolean follows(AuditLink before) {
        return link.number() == before.number() + 1 && previous.equals(before.hash());
    }
}
