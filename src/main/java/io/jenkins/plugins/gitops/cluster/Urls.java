package io.jenkins.plugins.gitops.cluster;

import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Paths of the Kubernetes API. Names come from manifests and are encoded, so that none can reach another path. */
final class Urls {
    /** What a client or server may take for a way up, plain or encoded. */
    private static final Pattern LEAVES = Pattern.compile("(?i)(/|%2f|\\\\|%5c)(\\.|%2e){1,2}(/|%2f|\\\\|%5c|$|[?#;])");

    private Urls() {}

    /** @return the path of all objects of a type in a namespace, or in all when {@code namespace} is empty */
    static String collection(ResourceType type, String namespace) {
        String root = type.kind().group().isEmpty() ? "/api/" : "/apis/";
        String scope = type.namespaced() && !namespace.isEmpty() ? "/namespaces/" + segment(namespace) : "";
        return root + type.kind().apiVersion() + scope + "/" + type.plural();
    }

    static String object(ResourceType type, String namespace, String name) {
        return collection(type, namespace) + "/" + segment(name);
    }

    /**
     * @param service {@code [https:]NAME:PORT}
     * @param path path and query, encoded already
     */
    static String proxy(String namespace, String service, String path) {
        if (!path.startsWith("/") || LEAVES.matcher(path).find()) {
            throw new IllegalArgumentException("not a path below a Service: \"" + path + "\"");
        }
        String name = segment(service).replace("%3A", ":");
        return "/api/v1/namespaces/" + segment(namespace) + "/services/" + name + "/proxy" + path;
    }

    static String value(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("not a name: \"" + text + "\"");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
