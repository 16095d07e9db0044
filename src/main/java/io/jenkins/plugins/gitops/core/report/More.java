package io.jenkins.plugins.gitops.core.report;

import java.util.List;

/** Says what was left out. */
final class More {
    private More() {}

    /** @return {@code … and 40 more fields}, or nothing when all were shown */
    static List<String> lines(int all, int shown, String one, String many) {
        int left = all - shown;
        return left > 0 ? List.of("… and " + left + " more " + (left == 1 ? one : many)) : List.of();
    }
}
