package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Gives Services of type LoadBalancer an address, unless they are told to stay pending. */
final class LoadBalancerController implements Controller {

    private final Actions actions;

    LoadBalancerController(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        return event.key().isOf("", "services") ? List.of(event.key()) : List.of();
    }

    @Override
    public Duration patience(Event event, Duration usual) {
        return usual;
    }

    @Override
    public Duration reconcile(Key key, ObjectNode service) {
        boolean waits = service != null
                && !Meta.isTerminating(service)
                && Json.text(service, "spec", "type").equals("LoadBalancer")
                && Json.at(service, "status", "loadBalancer", "ingress").isEmpty()
                && Behaviour.of(service) != Behaviour.PENDING;
        if (waits) {
            actions.status(
                    service,
                    "cloud-controller-manager",
                    status -> Json.child(status, "loadBalancer")
                            .putArray("ingress")
                            .addObject()
                            .put("ip", "192.0.2.1")
                            .put("ipMode", "VIP"));
        }
        return NEVER;
    }
}
