package io.jenkins.plugins.gitops.core.health;

/**
 * Whether an object does what it is there for.
 *
 * @param status the state
 * @param reason one line: what is waited for or what failed; empty when there is nothing to say
 */
public record Health(Status status, String reason) {

    /** The states, from best to worst. */
    public enum Status {
        /** It works as declared, or its kind cannot be unhealthy. */
        HEALTHY,
        /** It is stopped on purpose: a paused Deployment, a suspended Job. */
        SUSPENDED,
        /** It is on its way. */
        PROGRESSING,
        /** It has failed and will not come right by waiting. */
        FAILED,
        /** It is not there. */
        MISSING
    }

    /** @return healthy, nothing to say */
    public static Health healthy() {
        return new Health(Status.HEALTHY, "");
    }

    /** @return on its way, waiting for {@code reason} */
    public static Health progressing(String reason) {
        return new Health(Status.PROGRESSING, reason);
    }

    /** @return failed because of {@code reason} */
    public static Health failed(String reason) {
        return new Health(Status.FAILED, reason);
    }

    /** @return whether nothing more is waited for */
    public boolean isReady() {
        return status == Status.HEALTHY || status == Status.SUSPENDED;
    }
}
