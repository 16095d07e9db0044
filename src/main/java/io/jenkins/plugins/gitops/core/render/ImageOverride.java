package io.jenkins.plugins.gitops.core.render;

/**
 * Another image in place of one that the source names.
 *
 * @param name the image's name in the source, without tag and digest
 * @param replacement the whole new reference, such as {@code registry.example/web:17} or {@code web@sha256:…}
 */
public record ImageOverride(String name, String replacement) {}
