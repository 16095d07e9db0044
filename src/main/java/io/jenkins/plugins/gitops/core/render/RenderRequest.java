package io.jenkins.plugins.gitops.core.render;

import java.nio.file.Path;

/**
 * What to render, and with what.
 *
 * @param directory the source directory, the root that no path may leave
 * @param source the source in it
 * @param app the app's name, the default name of a Helm release; empty when unknown
 * @param namespace the namespace for programs that want to know it; empty when unknown
 * @param capabilities what charts are told of the target
 * @param changes what is changed on top
 * @param determinism what to do about charts that render differently each time
 * @param notes whether charts are asked for what they say to people
 * @param scratch an existing directory for files in passing, where the programs can read them
 */
public record RenderRequest(
        Path directory,
        Source source,
        String app,
        String namespace,
        Capabilities capabilities,
        Changes changes,
        Determinism determinism,
        boolean notes,
        Path scratch) {

    /** The source as it is, for an unknown target; what is not deterministic is warned of. */
    public RenderRequest(Path directory, Source source, String app, String namespace) {
        this(
                directory,
                source,
                app,
                namespace,
                Capabilities.UNKNOWN,
                Changes.NONE,
                Determinism.WARN,
                false,
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @return the same for a target of which something is known */
    public RenderRequest with(Capabilities known) {
        return new RenderRequest(directory, source, app, namespace, known, changes, determinism, notes, scratch);
    }

    /** @return the same with these changes in place of others */
    public RenderRequest with(Changes others) {
        return new RenderRequest(directory, source, app, namespace, capabilities, others, determinism, notes, scratch);
    }

    /** @return the same with another answer to what is not deterministic */
    public RenderRequest with(Determinism answer) {
        return new RenderRequest(directory, source, app, namespace, capabilities, changes, answer, notes, scratch);
    }

    /** @return the same with charts asked for their notes, or not */
    public RenderRequest withNotes(boolean asked) {
        return new RenderRequest(directory, source, app, namespace, capabilities, changes, determinism, asked, scratch);
    }

    /** @return the same with another directory for files in passing */
    public RenderRequest withScratch(Path other) {
        return new RenderRequest(directory, source, app, namespace, capabilities, changes, determinism, notes, other);
    }
}
