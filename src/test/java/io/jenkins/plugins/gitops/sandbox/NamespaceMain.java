package io.jenkins.plugins.gitops.sandbox;

import io.jenkins.plugins.gitops.sandbox.KubeconfigClient.Response;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates or deletes the demo's namespace in the cluster of a kubeconfig. */
public final class NamespaceMain {
    private NamespaceMain() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 3 || !args[1].matches("create|delete")) {
            System.err.println(
                    "Usage: java -cp ... " + NamespaceMain.class.getName() + " KUBECONFIG create|delete NAME");
            System.exit(2);
        }
        KubeconfigClient client = KubeconfigClient.of(Files.readString(Path.of(args[0])));
        Response response = args[1].equals("create")
                ? client.send(
                        "POST",
                        "/api/v1/namespaces",
                        "application/json",
                        "{\"metadata\":{\"name\":\"" + args[2] + "\"}}")
                : client.send("DELETE", "/api/v1/namespaces/" + args[2], "application/json", "{}");
        if (response.code() >= 300 && response.code() != 409) {
            System.err.println(response.code() + " " + Json.text(response.body(), "message"));
            System.exit(1);
        }
    }
}
