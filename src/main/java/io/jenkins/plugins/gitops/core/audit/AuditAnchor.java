package io.jenkins.plugins.gitops.core.audit;

import java.util.List;
import java.util.Set;

/**
 * What a deployment has noted in the cluster: with which entry the log of its machine ended then.
 *
 * @param deployment the deployment
 * @param text {@link AuditLog#anchor}; empty when it kept no log
 */
public record AuditAnchor(String deployment, String text) {
    private static final int LOG = 16;

    /** @return what tells a log from others, by its first line */
    static String log(AuditLink first) {
        int from = first.hash().indexOf(':') + 1;
        return first.hash().substring(from, from + LOG);
    }

    static String text(String log, AuditLink last) {
        return log + ":" + last.hash();
    }

    /** Looks for the noted entry in a log. */
    void check(String log, Set<String> hashes, List<String> problems, List<String> notes) {
        int colon = text.indexOf(':');
        if (colon < 0 || hashes.contains(text.substring(colon + 1))) {
            return;
        }
        if (text.substring(0, colon).equals(log)) {
            problems.add("deployment " + deployment + " has noted in the cluster the entry with the hash "
                    + text.substring(colon + 1) + ", and it is not there: the log was cut off or written anew");
        } else {
            notes.add("deployment " + deployment + " was noted in another log (" + text.substring(0, colon)
                    + "): it ran on another machine, or this log was begun anew");
        }
    }
}
