package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the containers of a hook have printed, as far as the cluster still has it. */
final class HookLog {
    private static final int LINES = 200;
    private static final ResourceType PODS = new ResourceType(new GroupVersionKind("", "v1", "Pod"), "pods", true);

    private final ClusterGateway cluster;

    HookLog(ClusterGateway cluster) {
        this.cluster = cluster;
    }

    /** @return the last lines of each container, under a line that names it; never fails but when interrupted */
    List<String> lines(ObjectNode hook) {
        try {
            return pods(hook).stream().flatMap(this::containers).toList();
        } catch (ClusterException e) {
            return List.of("the hook's log cannot be read: " + reason(e));
        }
    }

    private List<ObjectNode> pods(ObjectNode hook) {
        String namespace = Json.text(hook, "metadata", "namespace");
        String name = Json.text(hook, "metadata", "name");
        String uid = Json.text(hook, "metadata", "uid");
        if (Json.text(hook, "kind").equals("Pod")) {
            return cluster.get(PODS, namespace, name).stream().toList();
        }
        return cluster.list(PODS, namespace, "job-name=" + name).items().stream()
                .filter(pod -> Json.elements(pod, "metadata", "ownerReferences")
                        .anyMatch(owner -> Json.text(owner, "uid").equals(uid)))
                .toList();
    }

    private Stream<String> containers(ObjectNode pod) {
        return Stream.of("initContainers", "containers")
                .flatMap(field -> Json.elements(pod, "spec", field))
                .map(container -> Json.text(container, "name"))
                .flatMap(container -> container(pod, container).stream());
    }

    private List<String> container(ObjectNode pod, String container) {
        String name = Json.text(pod, "metadata", "name");
        List<String> lines = new ArrayList<>();
        lines.add("log of container " + container + " of Pod " + name + ":");
        try {
            cluster.log(Json.text(pod, "metadata", "namespace"), name, container, LINES, false)
                    .lines()
                    .forEach(line -> lines.add("| " + line));
        } catch (ClusterException e) {
            lines.add("cannot be read: " + reason(e));
        }
        return lines;
    }

    private static String reason(ClusterException e) {
        if (e.reason() == Reason.INTERRUPTED) {
            throw e;
        }
        return e.getMessage();
    }
}
