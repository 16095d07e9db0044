package io.jenkins.plugins.gitops.core.release;

import java.time.Instant;

/**
 * How a hook of a release was run last.
 *
 * @param kind the object's kind
 * @param name the object's name
 * @param started when, by the clock of the machine that Helm ran on; {@link Instant#EPOCH} when it was never run
 * @param phase Helm's word for how it ended: {@code Succeeded}, {@code Failed}, {@code Running}; empty when it was never run
 */
public record HelmHookRun(String kind, String name, Instant started, String phase) {}
