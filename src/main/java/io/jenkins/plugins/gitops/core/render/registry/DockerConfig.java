package io.jenkins.plugins.gitops.core.render.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Logins as {@code docker login} and its relatives keep them: in the file itself, or with a credential helper. Found in
 * {@code $REGISTRY_AUTH_FILE}, {@code $DOCKER_CONFIG/config.json} or {@code ~/.docker/config.json}.
 */
public final class DockerConfig implements Logins {
    /** The name under which docker has kept the login for its own registry from the beginning. */
    private static final String HUB = "index.docker.io";

    private final JsonNode config;
    private final Path file;

    private DockerConfig(JsonNode config, Path file) {
        this.config = config;
        this.file = file;
    }

    /** @return the logins of whoever runs this; none when there is no file */
    public static DockerConfig ofUser(Map<String, String> environment) {
        String auth = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
        String directory = environment.getOrDefault("DOCKER_CONFIG", "");
        Path home = Path.of(System.getProperty("user.home"), ".docker");
        Path file = auth.isEmpty()
                ? (directory.isEmpty() ? home : Path.of(directory)).resolve("config.json")
                : Path.of(auth);
        return read(file);
    }

    /**
     * @return the logins in a file; none when there is no such file
     * @throws GitOpsException when it cannot be read
     */
    public static DockerConfig read(Path file) {
        if (!Files.exists(file)) {
            return new DockerConfig(Json.object(), file);
        }
        try {
            return new DockerConfig(Json.parse(Files.readString(file)), file);
        } catch (IOException e) {
            throw new GitOpsException("cannot read the registry logins in " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            // Whatever the parser quotes could be a password.
            throw new GitOpsException("the registry logins in " + file + " are not valid JSON");
        }
    }

    @Override
    public Optional<Login> of(String registry) {
        String helper = helper(registry);
        if (!helper.isEmpty()) {
            if (!helper.matches("[A-Za-z0-9._-]+")) {
                throw new GitOpsException("'" + helper + "' in " + file + " is no name of a credential helper");
            }
            return CredentialHelper.get("docker-credential-" + helper, address(registry));
        }
        for (Map.Entry<String, JsonNode> entry : config.path("auths").properties()) {
            if (host(entry.getKey()).equals(hub(registry))) {
                return login(entry.getValue(), entry.getKey());
            }
        }
        return Optional.empty();
    }

    private String helper(String registry) {
        for (Map.Entry<String, JsonNode> entry : config.path("credHelpers").properties()) {
            if (host(entry.getKey()).equals(hub(registry))) {
                return entry.getValue().asText();
            }
        }
        return Json.text(config, "credsStore");
    }

    private Optional<Login> login(JsonNode entry, String name) {
        String user = Json.text(entry, "username");
        String password = Json.text(entry, "password");
        String pair = Json.text(entry, "auth");
        if (!pair.isEmpty()) {
            try {
                String decoded = new String(Base64.getDecoder().decode(pair.strip()), StandardCharsets.UTF_8);
                int colon = decoded.indexOf(':');
                user = decoded.substring(0, Math.max(colon, 0));
                password = decoded.substring(colon + 1);
            } catch (IllegalArgumentException e) {
                throw new GitOpsException("the login for " + name + " in " + file + " is not base64; log in again");
            }
        }
        String token = Json.text(entry, "identitytoken");
        return user.isEmpty() && token.isEmpty() ? Optional.empty() : Optional.of(new Login(user, password, token));
    }

    /** @return the name that helpers know the registry by */
    private static String address(String registry) {
        return registry.equals(ImageName.DEFAULT) ? "https://" + HUB + "/v1/" : registry;
    }

    private static String hub(String registry) {
        return registry.equals(ImageName.DEFAULT) ? HUB : registry;
    }

    /** Keys may be addresses of old: {@code https://registry.example/v1/}. */
    private static String host(String key) {
        String host = key.replaceFirst("^https?://", "").replaceFirst("/.*", "");
        return hub(host);
    }
}
