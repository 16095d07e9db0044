package io.jenkins.plugins.gitops.core.render.registry;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who we are to a registry. Serializable, for a controller tells it to an agent.
 *
 * @param user the user's name
 * @param password the password, or an access token in its place
 * @param identityToken what is exchanged for access tokens; empty when there is a password
 */
public record Login(String user, String password, String identityToken) implements Serializable {
    /** @return the value of a header for Basic authentication */
    String basic() {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Says nothing of the secrets. */
    @Override
    public String toString() {
        return "login of " + user;
    }
}
