package io.jenkins.plugins.gitops.core.release;

import io.jenkins.plugins.gitops.core.render.Source;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is to become of a release.
 *
 * @param directory the source directory
 * @param chart the chart in it, with its values
 * @param release the release's name
 * @param force whether fields of other managers may be taken over
 * @param timeout how long one hook or one other operation of Helm may take
 */
public record HelmUpgrade(Path directory, Source.Helm chart, String release, boolean force, Duration timeout) {}
