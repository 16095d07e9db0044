package io.jenkins.plugins.gitops.core.render.registry;

import java.util.Optional;

/** Knows who we are to registries. */
@FunctionalInterface
public interface Logins {
    /**
     * @param registry the registry's host, with a port if it has one; {@code docker.io} for images that name none
     * @return who we are to it; empty for anybody
     */
    Optional<Login> of(String registry);
}
