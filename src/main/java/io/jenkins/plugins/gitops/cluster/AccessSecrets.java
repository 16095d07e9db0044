package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.Config;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What of an access must not be seen by anybody, in the forms in which it may turn up in a text. */
final class AccessSecrets {
    /** Shorter pieces of a key tell nothing, and hiding them would spoil texts that hold the same letters. */
    private static final int SHORTEST_LINE = 16;

    private final Set<String> secrets = new LinkedHashSet<>();

    private AccessSecrets() {}

    static List<String> of(Config config) {
        AccessSecrets found = new AccessSecrets();
        found.add(config.getOauthToken());
        if (config.getOauthTokenProvider() != null) {
            found.add(config.getOauthTokenProvider().getToken());
        }
        found.add(config.getPassword());
        if (config.getUsername() != null && config.getPassword() != null) {
            found.encoded(config.getUsername() + ":" + config.getPassword());
        }
        found.key(config.getClientKeyData());
        return new ArrayList<>(found.secrets);
    }

    private void add(String secret) {
        if (secret != null && !secret.isBlank()) {
            secrets.add(secret);
            encoded(secret);
        }
    }

    private void encoded(String text) {
        secrets.add(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void key(String data) {
        if (data == null) {
            return;
        }
        String pem = Tls.pem(data, "client key");
        pem.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----"))
                .forEach(secrets::add);
        encoded(pem);
        if (!pem.equals(data)) {
            secrets.add(data.strip());
        }
    }
}
