package io.jenkins.plugins.gitops.core.render;

/** Finds out which image a tag stands for. */
@FunctionalInterface
public interface ImageDigests {
    /**
     * @param image a reference without digest, such as {@code registry.example/web:17}
     * @return {@code sha256:…} of what its registry has under the tag now, of all its platforms together
     * @throws io.jenkins.plugins.gitops.core.GitOpsException when the registry cannot be asked, or has no such image
     */
    String digest(String image);
}
