package io.jenkins.plugins.gitops.core.release;

import java.time.Instant;

/**
 * One line of a release's history.
 *
 * @param revision the revision, from 1
 * @param updated when it was made
 * @param status Helm's word for how it ended
 * @param chart the chart's name and version
 * @param description what Helm was told about it
 */
public record HelmRevision(int revision, Instant updated, String status, String chart, String description) {}
