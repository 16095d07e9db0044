package io.jenkins.plugins.gitops.core.cluster;

import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;

/**
 * A type as the cluster serves it.
 *
 * @param kind group, version and kind
 * @param plural the resource name in the URL, such as {@code deployments}
 * @param namespaced whether its objects live in namespaces
 */
public record ResourceType(GroupVersionKind kind, String plural, boolean namespaced) {}
