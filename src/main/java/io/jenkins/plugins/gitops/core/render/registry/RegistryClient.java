package io.jenkins.plugins.gitops.core.render.registry;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.render.ImageDigests;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks registries what tags stand for, by the OCI distribution API: one HEAD request an image, and one for a token where
 * the registry wants it. Of an image for several platforms it is the digest of all of them together.
 */
public final class RegistryClient implements ImageDigests {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
    private static final String MANIFESTS = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private final RegistryHttp http;
    private final RegistryTokens tokens;

    /**
     * @param logins who we are to registries; asked only when a registry wants to know
     * @param environment the environment's variables: they may name a proxy
     */
    public RegistryClient(Logins logins, Map<String, String> environment) {
        http = new RegistryHttp(new EnvironmentProxies(environment, ProxySelector.getDefault()));
        tokens = new RegistryTokens(http, logins);
    }

    @Override
    public String digest(String image) {
        ImageName name = ImageName.parse(image);
        RegistryHttp.Answer head = ask(name, "HEAD", "");
        if (head.code() == 401) {
            return withAuthorization(name, head);
        }
        return digest(name, head, "");
    }

    private String withAuthorization(ImageName name, RegistryHttp.Answer refused) {
        Optional<Challenge> challenge = Challenge.of(refused.headers("www-authenticate"));
        String authorization = challenge
                .map(found -> tokens.authorization(name, found))
                .orElseThrow(() -> failure(name, "it does not say how to log in"));
        return digest(name, ask(name, "HEAD", authorization), authorization);
    }

    private String digest(ImageName name, RegistryHttp.Answer head, String authorization) {
        requireFound(name, head);
        List<String> digest = head.headers("docker-content-digest");
        if (!digest.isEmpty()) {
            if (!DIGEST.matcher(digest.get(0)).matches()) {
                throw failure(name, "it answers with something that is no digest");
            }
            return digest.get(0);
        }
        RegistryHttp.Answer whole = ask(name, "GET", authorization);
        requireFound(name, whole);
        return Digest.of(whole.body());
    }

    private RegistryHttp.Answer ask(ImageName name, String method, String authorization) {
        URI uri = URI.create(name.endpoint() + "/v2/" + name.repository() + "/manifests/" + name.tag());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Accept", MANIFESTS);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request, "look up the image " + name);
    }

    private static void requireFound(ImageName name, RegistryHttp.Answer answer) {
        switch (answer.code()) {
            case 200 -> {}
            case 401, 403 -> throw failure(name, "it does not let us; log in with docker login " + name.host());
            case 404 -> throw failure(name, "there is none; check name and tag");
            case 429 -> throw failure(name, "it was asked too often; log in, or try again later");
            default -> throw failure(name, "it answers " + answer.code());
        }
    }

    private static GitOpsException failure(ImageName name, String why) {
        return new GitOpsException("the registry " + name.host() + " does not tell the digest of " + name + ": " + why);
    }
}
