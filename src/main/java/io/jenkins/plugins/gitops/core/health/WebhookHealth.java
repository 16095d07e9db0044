package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A ValidatingWebhookConfiguration or MutatingWebhookConfiguration has no status, but without the CA of the Service
 * behind it every call of the webhook fails, and with {@code failurePolicy: Fail} every write that it matches. So it is
 * waited for when it says that an injector will fill {@code caBundle} in, and told otherwise: a Job of a chart may do
 * that too. kstatus, Argo CD and Helm do not look.
 */
final class WebhookHealth {
    /** The annotations by which cert-manager's cainjector and OpenShift's service CA operator are asked. */
    private static final Set<String> INJECTED = Set.of(
            "cert-manager.io/inject-ca-from",
            "cert-manager.io/inject-ca-from-secret",
            "cert-manager.io/inject-apiserver-ca",
            "service.beta.openshift.io/inject-cabundle");

    private WebhookHealth() {}

    static Health assess(ObjectNode live) {
        List<String> without = Json.elements(live, "webhooks")
                .filter(WebhookHealth::lacksAuthority)
                .map(webhook -> Json.text(webhook, "name"))
                .toList();
        if (without.isEmpty()) {
            return Health.healthy();
        }
        String names = without.stream().limit(3).collect(Collectors.joining(", ")) + (without.size() > 3 ? ", …" : "");
        Optional<String> injector = INJECTED.stream()
                .filter(Json.at(live, "metadata", "annotations")::has)
                .sorted()
                .findFirst();
        return injector.map(annotation ->
                        Health.progressing("waits for the caBundle that " + annotation + " asks for: " + names))
                .orElse(new Health(Health.Status.HEALTHY, "has no caBundle, so its calls may fail: " + names));
    }

    private static boolean lacksAuthority(JsonNode webhook) {
        JsonNode client = webhook.path("clientConfig");
        return client.path("service").isObject()
                && Json.text(client, "caBundle").isEmpty();
    }
}
