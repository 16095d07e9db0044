package io.jenkins.plugins.gitops.cluster;

import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the Kubernetes API. Names come from manifests and are encoded, so that none can reach another path. */
final class Urls {
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
