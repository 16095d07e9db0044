package io.jenkins.plugins.gitops.core.audit;

/**
 * One place of the chain.
 *
 * @param number the line's number, from 1 over all files of a log
 * @param hash the SHA-256 over the line without its line feed, {@code sha256:…}
 */
record AuditLink(long number, String hash) {
    /** What the first line comes after. */
    static final AuditLink START = new AuditLink(0, "sha256:" + "0".repeat(64));
}
