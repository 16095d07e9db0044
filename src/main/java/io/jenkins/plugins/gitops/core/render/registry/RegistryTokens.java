package io.jenkins.plugins.gitops.core.render.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers a registry's challenge: with the login itself, or with a token from where the registry says. */
final class RegistryTokens {
    private final RegistryHttp http;
    private final Logins logins;

    RegistryTokens(RegistryHttp http, Logins logins) {
        this.http = http;
        this.logins = logins;
    }

    /** @return the value of the {@code Authorization} header */
    String authorization(ImageName name, Challenge challenge) {
        Optional<Login> login = logins.of(name.host());
        if (challenge.scheme().equals("basic")) {
            return login.map(Login::basic)
                    .orElseThrow(() -> new GitOpsException("the registry " + name.host() + " wants a login for " + name
                            + ", and there is none; log in with docker login " + name.host()));
        }
        HttpRequest.Builder request = login.filter(
                        known -> !known.identityToken().isEmpty())
                .map(known -> exchange(name, challenge, known))
                .orElseGet(() -> token(name, challenge, login));
        RegistryHttp.Answer answer = http.send(request, "log in at the registry " + name.host());
        if (answer.code() != 200) {
            throw new GitOpsException("the registry " + name.host() + " gives no token for " + name + ": "
                    + URI.create(challenge.parameter("realm")).getHost() + " answers " + answer.code()
                    + "; log in with docker login " + name.host());
        }
        return "Bearer " + token(answer, name);
    }

    private static HttpRequest.Builder token(ImageName name, Challenge challenge, Optional<Login> login) {
        HttpRequest.Builder request = HttpRequest.newBuilder(realm(
                name, challenge, "?service=" + encoded(challenge.parameter("service")) + "&scope=" + scope(name)));
        login.ifPresent(known -> request.header("Authorization", known.basic()));
        return request;
    }

    private static HttpRequest.Builder exchange(ImageName name, Challenge challenge, Login login) {
        String form = "grant_type=refresh_token&client_id=gitops&service=" + encoded(challenge.parameter("service"))
                + "&scope=" + scope(name) + "&refresh_token=" + encoded(login.identityToken());
        return HttpRequest.newBuilder(realm(name, challenge, ""))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    /** A login never travels in the clear, unless the registry itself is on this machine. */
    private static URI realm(ImageName name, Challenge challenge, String query) {
        String realm = challenge.parameter("realm");
        if (!realm.startsWith("https://") && !(name.isLocal() && realm.startsWith("http://"))) {
            throw new GitOpsException("the registry " + name.host() + " sends us to log in at '" + realm
                    + "', which is no https address");
        }
        try {
            return URI.create(realm + query);
        } catch (IllegalArgumentException e) {
            throw new GitOpsException("the registry " + name.host() + " sends us to log in at no address", e);
        }
    }

    private static String token(RegistryHttp.Answer answer, ImageName name) {
        try {
            JsonNode json = Json.parse(new String(answer.body(), StandardCharsets.UTF_8));
            String token = Json.text(json, json.has("token") ? "token" : "access_token");
            if (token.matches("[\\x21-\\x7e]+")) {
                return token;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without quoting what may be a token.
        }
        throw new GitOpsException("the registry " + name.host() + " gives no token that can be read");
    }

    private static String scope(ImageName name) {
        return encoded("repository:" + name.repository() + ":pull");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
