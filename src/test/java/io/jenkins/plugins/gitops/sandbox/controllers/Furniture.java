package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.verbs.ApiServer;

/** What is there before anybody comes: a node, and a default StorageClass. */
public final class Furniture {

    private Furniture() {}

    public static void putInto(ApiServer api) {
        Actions actions = new Actions(api);
        ObjectNode storage =
                Json.object().put("apiVersion", "storage.k8s.io/v1").put("kind", "StorageClass");
        Meta.of(storage).put("name", ClaimController.CLASS);
        Json.child(storage, "metadata", "annotations").put("storageclass.kubernetes.io/is-default-class", "true");
        actions.create(storage.put("provisioner", "gitops.test/volumes"));
        ObjectNode node = Json.object().put("apiVersion", "v1").put("kind", "Node");
        Meta.of(node).put("name", Kubelet.NODE);
        Json.child(node, "metadata", "labels")
                .put("kubernetes.io/hostname", Kubelet.NODE)
                .put("kubernetes.io/os", "linux");
        actions.create(node);
        actions.find("v1", "Node", "", Kubelet.NODE)
                .ifPresent(there -> actions.status(
                        there,
                        "kubelet",
                        status -> Conditions.set(
                                status, "Ready", true, "KubeletReady", "the sandbox's node is always ready")));
    }
}
