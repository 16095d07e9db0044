package io.jenkins.plugins.gitops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.util.List;
import java.util.Map;

/**
 * Decides whether a kubeconfig that somebody stored in Jenkins may be used on the controller. Only address, CA and
 * credentials that stand in the text itself are taken; whatever would run a program, open a file, or lead the connection
 * elsewhere is refused by name. fabric8's own reader must never see such a text: it runs {@code exec} while parsing.
 */
public final class KubeconfigPolicy {
    private static final int LARGEST = 1024 * 1024;
    private static final Map<String, List<String>> REFUSED = Map.of(
            "cluster",
            List.of("certificate-authority", "proxy-url", "insecure-skip-tls-verify", "tls-server-name"),
            "user",
            List.of(
                    "exec",
                    "auth-provider",
                    "tokenFile",
                    "client-certificate",
                    "client-key",
                    "as",
                    "as-uid",
                    "as-groups",
                    "as-user-extra"));

    private KubeconfigPolicy() {}

    /**
     * Reads a kubeconfig.
     *
     * @param text the kubeconfig; its current context is the one that is used
     * @param name what it is called, for messages: the id of the credentials
     * @return access to its cluster, built from nothing but the text
     * @throws GitOpsException when it is not a kubeconfig, or holds something that is refused; the message names the
     *     field and never shows a value
     */
    public static ClusterAccess read(String text, String name) {
        if (text.length() > LARGEST) {
            throw refused(name, "it is larger than 1 MiB");
        }
        JsonNode kubeconfig = ManifestReader.readDocument(text, "kubeconfig " + name);
        if (!"Config".equals(Json.text(kubeconfig, "kind")) || !"v1".equals(Json.text(kubeconfig, "apiVersion"))) {
            throw refused(name, "it is not a kubeconfig (apiVersion: v1, kind: Config)");
        }
        JsonNode context = named(kubeconfig, "contexts", "context", Json.text(kubeconfig, "current-context"), name);
        JsonNode cluster = named(kubeconfig, "clusters", "cluster", Json.text(context, "cluster"), name);
        JsonNode user = named(kubeconfig, "users", "user", Json.text(context, "user"), name);
        refuse(cluster, "cluster", name);
        refuse(user, "user", name);
        String server = Json.text(cluster, "server");
        if (!server.startsWith("https://")) {
            throw refused(name, "cluster.server must begin with https://");
        }
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server)
                .withCaCertData(optional(cluster, "certificate-authority-data"))
                .withClientCertData(optional(user, "client-certificate-data"))
                .withClientKeyData(optional(user, "client-key-data"))
                .withOauthToken(optional(user, "token"))
                .withUsername(optional(user, "username"))
                .withPassword(optional(user, "password"))
                .withNamespace(optional(context, "namespace"))
                .build();
        return new ClusterAccess(config);
    }

    private static JsonNode named(JsonNode kubeconfig, String list, String field, String wanted, String name) {
        return Json.elements(kubeconfig, list)
                .filter(entry -> !wanted.isEmpty() && Json.text(entry, "name").equals(wanted))
                .map(entry -> entry.path(field))
                .findFirst()
                .orElseThrow(() -> refused(
                        name,
                        list.equals("contexts")
                                ? "it has no current-context that it also defines"
                                : "its current context names a " + field + " that it does not define"));
    }

    private static void refuse(JsonNode entry, String part, String name) {
        for (String field : REFUSED.get(part)) {
            JsonNode value = entry.path(field);
            if (!value.isMissingNode() && !value.isNull() && !(value.isBoolean() && !value.asBoolean())) {
                throw refused(
                        name,
                        part + "." + field
                                + " is not allowed on the controller; put certificates, key and token into the"
                                + " kubeconfig itself (the ...-data fields, token)");
            }
        }
    }

    private static String optional(JsonNode entry, String field) {
        String text = Json.text(entry, field);
        return text.isEmpty() ? null : text;
    }

    private static GitOpsException refused(String name, String why) {
        return new GitOpsException("kubeconfig " + name + " is refused: " + why);
    }
}
