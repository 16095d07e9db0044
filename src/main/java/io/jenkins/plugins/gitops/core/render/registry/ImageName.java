package io.jenkins.plugins.gitops.core.render.registry;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image as its registry knows it.
 *
 * @param host the registry's host, with a port if it has one
 * @param repository the name in it
 * @param tag the tag
 */
record ImageName(String host, String repository, String tag) {
    /** The registry of images that name none, and where it really is. */
    static final String DEFAULT = "docker.io";

    private static final String DEFAULT_HOST = "registry-1.docker.io";

    private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern REFERENCE =
            Pattern.compile("(?:((?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?)/)?" + "(" + PART + "(?:/" + PART
                    + ")*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?");

    /** @throws GitOpsException when the text is no reference without a digest */
    static ImageName parse(String image) {
        Matcher parts = REFERENCE.matcher(image);
        if (!parts.matches()) {
            throw new GitOpsException("'" + image + "' is no name of an image, so its digest cannot be looked up");
        }
        String first = parts.group(1);
        String tag = parts.group(3) == null ? "latest" : parts.group(3);
        boolean host = first != null && (first.matches(".*[.:].*") || first.equals("localhost"));
        if (host && !first.equals(DEFAULT)) {
            return new ImageName(first, parts.group(2), tag);
        }
        String path = first == null || host ? parts.group(2) : first + "/" + parts.group(2);
        return new ImageName(DEFAULT, path.contains("/") ? path : "library/" + path, tag);
    }

    /** @return whether the registry is on this machine: then, as for docker, it may do without TLS */
    boolean isLocal() {
        return host.matches("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?");
    }

    /** @return where the registry is asked */
    String endpoint() {
        return (isLocal() ? "http://" : "https://") + (host.equals(DEFAULT) ? DEFAULT_HOST : host);
    }

    @Override
    public String toString() {
        return host + "/" + repository + ":" + tag;
    }
}
