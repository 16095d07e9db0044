package io.jenkins.plugins.gitops.core;

import io.jenkins.plugins.gitops.core.manifest.ResourceKey;

/**
 * Where the engine tells what it is doing, while it does it. Implementations write to a console, a build log or
 * nowhere; they must be safe to call from several threads and must not throw.
 */
public interface Progress {
    /** A new phase of the work begins: {@code render}, {@code plan}, {@code apply}, {@code prune}, {@code verify}. */
    void phase(String name);

    /** One line for people that belongs to no object. */
    void info(String line);

    /** One line that people must not miss. */
    void warn(String line);

    /**
     * The state of one object changed.
     *
     * @param key the object
     * @param state one word: {@code created}, {@code updated}, {@code pruned}, {@code healthy}, {@code failed}, …
     * @param message the reason, or an empty string
     */
    void object(ResourceKey key, String state, String message);

    /** @return a progress that says nothing */
    static Progress silent() {
        return new Progress() {
            @Override
            public void phase(String name) {}

            @Override
            public void info(String line) {}

            @Override
            public void warn(String line) {}

            @Override
            public void object(ResourceKey key, String state, String message) {}
        };
    }
}
