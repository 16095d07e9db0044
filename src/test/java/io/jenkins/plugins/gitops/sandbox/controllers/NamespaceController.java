package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import io.jenkins.plugins.gitops.sandbox.store.Store;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Gives new namespaces what every namespace has, and empties those that are being deleted before they go. */
final class NamespaceController implements Controller {

    private final Actions actions;

    NamespaceController(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        if (event.key().isOf("", "namespaces")) {
            return List.of(event.key());
        }
        // What leaves a namespace may have been the last thing in it.
        return event.type() == Event.Type.DELETED && !event.key().namespace().isEmpty()
                ? List.of(new Key("", "namespaces", "", event.key().namespace()))
                : List.of();
    }

    @Override
    public Duration reconcile(Key key, ObjectNode namespace) {
        if (namespace == null) {
            return NEVER;
        }
        if (!Meta.isTerminating(namespace)) {
            populate(key.name());
            return NEVER;
        }
        Store store = actions.api().cluster().store();
        List<ObjectNode> content = store.all().entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(key.name()))
                .map(Map.Entry::getValue)
                .toList();
        if (content.isEmpty()) {
            store.remove(key, namespace);
        }
        content.stream().filter(object -> !Meta.isTerminating(object)).forEach(actions::delete);
        if (!content.isEmpty()) {
            actions.status(
                    namespace,
                    "kube-controller-manager",
                    status -> Conditions.set(
                            status,
                            "NamespaceContentRemaining",
                            content.stream().anyMatch(Meta::hasFinalizers),
                            "SomeResourcesRemain",
                            "Some resources are remaining"));
        }
        return NEVER;
    }

    private void populate(String namespace) {
        ObjectNode account = Json.object().put("apiVersion", "v1").put("kind", "ServiceAccount");
        Meta.of(account).put("name", "default").put("namespace", namespace);
        if (actions.find("v1", "ServiceAccount", namespace, "default").isEmpty()) {
            actions.create(account);
        }
        ObjectNode authority = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        Meta.of(authority).put("name", "kube-root-ca.crt").put("namespace", namespace);
        authority.putObject("data").put("ca.crt", "the sandbox has no certificate authority\n");
        if (actions.find("v1", "ConfigMap", namespace, "kube-root-ca.crt").isEmpty()) {
            actions.create(authority);
        }
    }
}
