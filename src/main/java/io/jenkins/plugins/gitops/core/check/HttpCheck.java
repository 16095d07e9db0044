package io.jenkins.plugins.gitops.core.check;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A GET that a Service must answer.
 *
 * @param name what people call it
 * @param service {@code NAME:PORT}, or {@code https:NAME:PORT} for TLS
 * @param namespace the Service's namespace; empty for the environment's
 * @param path path and query, encoded
 * @param status the wanted HTTP status; 0 for any from 200 to 299
 * @param contains a text that the answer must contain; empty for any answer
 * @param attempts how often it is tried
 * @param timeout how long one attempt may take
 */
public record HttpCheck(
        String name,
        String service,
        String namespace,
        String path,
        int status,
        String contains,
        int attempts,
        Duration timeout) {
    private static final int ATTEMPTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern UPWARDS = Pattern.compile("(?i)(/|%2f)(\\.|%2e){1,2}(/|%2f|[?;]|$)|%5c");

    /**
     * Reads {@code http://SERVICE:PORT/PATH} or {@code https://SERVICE.NAMESPACE:PORT/PATH}.
     *
     * @return a check that the Service answers with a status from 200 to 299
     * @throws GitOpsException when it is no such address
     */
    public static HttpCheck of(String url) {
        try {
            URI uri = new URI(url);
            String[] host =
                    uri.getHost() == null ? new String[0] : uri.getHost().split("\\.", -1);
            boolean tls = "https".equals(uri.getScheme());
            boolean plain = "http".equals(uri.getScheme());
            boolean names = host.length == 1 || host.length == 2;
            if (!tls && !plain || !names || uri.getUserInfo() != null || uri.getFragment() != null) {
                throw wrong(url, null);
            }
            for (String label : host) {
                if (!LABEL.matcher(label).matches()) {
                    throw wrong(url, null);
                }
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
            String path = (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            if (UPWARDS.matcher(path).find()) {
                throw new GitOpsException("the check " + url + " must not have . or .. in its path");
            }
            return new HttpCheck(
                    url,
                    (tls ? "https:" : "") + host[0] + ":" + port,
                    host.length == 2 ? host[1] : "",
                    path,
                    0,
                    "",
                    ATTEMPTS,
                    TIMEOUT);
        } catch (URISyntaxException e) {
            throw wrong(url, e);
        }
    }

    private static GitOpsException wrong(String url, URISyntaxException cause) {
        return new GitOpsException(
                "the check \"" + url
                        + "\" must be http://SERVICE:PORT/PATH, or SERVICE.NAMESPACE for another namespace;"
                        + " https for TLS",
                cause);
    }
}
