package io.jenkins.plugins.gitops.core.check;

import java.time.Duration;

/**
 * How one check of a deployment ended.
 *
 * @param kind what sort of check
 * @param name what people call it: the hook, or the check's name or URL
 * @param passed whether it is as wanted
 * @param message why not; or, when it passed, what there is to say
 * @param took how long it took, attempts and pauses together
 */
public record CheckResult(Kind kind, String name, boolean passed, String message, Duration took) {

    /** What sort of check. */
    public enum Kind {
        /** A test hook of a chart. */
        HELM_TEST,
        /** A request to a Service. */
        HTTP
    }
}
