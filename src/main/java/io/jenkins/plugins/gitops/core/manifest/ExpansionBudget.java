package io.jenkins.plugins.gitops.core.manifest;

/** How much aliases may still add to one input, so that a few lines cannot become gigabytes when they are written out. */
final class ExpansionBudget {
    /** Characters of scalars plus one for each node; an API server takes some 3 million bytes an object. */
    static final long MOST = 10_000_000;

    private long left = MOST;

    /** @throws IllegalArgumentException when an alias for that much content is one too many */
    void spend(long weight) {
        left -= weight;
        if (left < 0) {
            throw new IllegalArgumentException(
                    "aliases expand to more than " + MOST + " characters; write the content out or make it smaller");
        }
    }
}
