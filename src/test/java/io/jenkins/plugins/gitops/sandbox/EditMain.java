package io.jenkins.plugins.gitops.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.KubeconfigClient.Response;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody's manual edit, for the demo: sends one merge patch under another manager's name. */
public final class EditMain {

    private static final String USAGE = """
        Usage: java -cp ... io.jenkins.plugins.gitops.sandbox.EditMain --kubeconfig FILE --namespace NS
                    [--manager kubectl-edit] KIND/NAME JSON_MERGE_PATCH

        Changes one object of the cluster of the kubeconfig, as somebody at a shell would with 'kubectl edit'.
        """;

    private EditMain() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>(Map.of("--manager", "kubectl-edit", "--namespace", "default"));
        int at = 0;
        while (at + 1 < args.length && args[at].startsWith("--")) {
            options.put(args[at], args[at + 1]);
            at += 2;
        }
        if (args.length - at != 2 || !options.containsKey("--kubeconfig") || !args[at].contains("/")) {
            System.err.print(USAGE);
            System.exit(2);
        }
        String[] kindAndName = args[at].split("/", 2);
        KubeconfigClient client = KubeconfigClient.of(Files.readString(Path.of(options.get("--kubeconfig"))));
        String collection = collection(client, kindAndName[0], options.get("--namespace"));
        if (collection.isEmpty()) {
            System.err.println("the cluster knows no kind \"" + kindAndName[0] + "\"");
            System.exit(1);
        }
        String path = collection + "/" + kindAndName[1] + "?fieldManager="
                + URLEncoder.encode(options.get("--manager"), StandardCharsets.UTF_8);
        Response response = client.send("PATCH", path, "application/merge-patch+json", args[at + 1]);
        if (response.code() != 200) {
            System.err.println(response.code() + " " + Json.text(response.body(), "message"));
            System.exit(1);
        }
        System.out.println(args[at] + " edited by " + options.get("--manager"));
    }

    // What people write for a kind: its name, its plural or singular, a short name, any of them with the group.
    private static String collection(KubeconfigClient client, String word, String namespace) {
        for (String apiVersion : apiVersions(client)) {
            String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
            String group = apiVersion.contains("/") ? "." + apiVersion.split("/")[0] : "";
            for (JsonNode resource : client.get(root).body().path("resources")) {
                String plural = Json.text(resource, "name");
                if (!plural.contains("/") && matches(resource, word, group)) {
                    boolean inNamespace = resource.path("namespaced").asBoolean();
                    return root + (inNamespace ? "/namespaces/" + namespace : "") + "/" + plural;
                }
            }
        }
        return "";
    }

    private static boolean matches(JsonNode resource, String word, String group) {
        String plain = word.endsWith(group) ? word.substring(0, word.length() - group.length()) : word;
        for (String field : new String[] {"kind", "name", "singularName"}) {
            if (Json.text(resource, field).equalsIgnoreCase(plain)) {
                return true;
            }
        }
        for (JsonNode shortName : resource.path("shortNames")) {
            if (shortName.asText().equalsIgnoreCase(plain)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> apiVersions(KubeconfigClient client) {
        List<String> out = new ArrayList<>();
        out.add("v1");
        client.get("/apis")
                .body()
                .path("groups")
                .forEach(group -> out.add(Json.text(group, "preferredVersion", "groupVersion")));
        return out;
    }
}
