package io.jenkins.plugins.gitops.bench;

/**
 * How long something took, in milliseconds.
 *
 * @param all from the beginning to the end
 * @param applying the part of it in which objects were applied; 0 when that is not known
 */
record Took(double all, double applying) {
    static Took since(long startNanos) {
        return new Took((System.nanoTime() - startNanos) / 1e6, 0);
    }

    Took applying(double part) {
        return new Took(all, part);
    }
}
