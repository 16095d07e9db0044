package io.jenkins.plugins.gitops.agent;

import io.jenkins.plugins.gitops.core.render.registry.DockerConfig;
import io.jenkins.plugins.gitops.core.render.registry.Login;
import io.jenkins.plugins.gitops.core.render.registry.Logins;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who a build is to registries of images: with what the job names for a host, else as docker is logged in on the agent. It
 * holds passwords, goes to the agent and is kept nowhere.
 *
 * @param logins by hosts in lower case
 * @param variables those of the build that say where docker keeps its logins, and name a proxy
 */
public record RegistryAccess(Map<String, Login> logins, Map<String, String> variables) implements Logins, Serializable {
    public RegistryAccess {
        logins = new HashMap<>(logins);
        variables = new HashMap<>(variables);
    }

    @Override
    public Optional<Login> of(String registry) {
        Login named = logins.get(registry.toLowerCase(Locale.ROOT));
        return named == null ? DockerConfig.ofUser(variables).of(registry) : Optional.of(named);
    }

    /** Says nothing of the secrets. */
    @Override
    public String toString() {
        return "logins at " + logins.keySet();
    }
}
