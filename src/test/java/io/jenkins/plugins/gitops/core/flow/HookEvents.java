package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.cluster.WatchListener;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What comes, changes and goes in a namespace, in the order in which the server has stored it: {@code + Job/a}, {@code ~
 * ConfigMap/b}, {@code - Pod/c}. What controllers make is left out, and so are changes of hooks, whose status is theirs.
 */
final class HookEvents implements AutoCloseable {
    private static final List<String> KINDS = List.of("ConfigMap", "ServiceAccount", "Pod", "Job.batch");

    private final NavigableMap<Long, String> events = new TreeMap<>();
    private final List<AutoCloseable> watches = new ArrayList<>();

    HookEvents(ClusterGateway cluster, String namespace) {
        for (String kind : KINDS) {
            String[] parts = kind.split("\\.");
            ResourceType type =
                    cluster.type(parts.length > 1 ? parts[1] : "", parts[0]).orElseThrow();
            String from = cluster.list(type, namespace, "").resourceVersion();
            watches.add(cluster.watch(type, namespace, "", from, new Listener(parts[0])));
        }
    }

    private final class Listener implements WatchListener {
        private final String kind;

        Listener(String kind) {
            this.kind = kind;
        }

        @Override
        public void event(Event event, ObjectNode object) {
            boolean hook = Hook.isHook(new Manifest(object, new Origin("", 0, 0)));
            if (event == Event.BOOKMARK || isMade(object) || event == Event.MODIFIED && hook) {
                return;
            }
            String sign = event == Event.ADDED ? "+" : event == Event.DELETED ? "-" : "~";
            synchronized (events) {
                events.put(
                        Long.valueOf(Json.text(object, "metadata", "resourceVersion")),
                        sign + " " + kind + "/" + Json.text(object, "metadata", "name"));
                events.notifyAll();
            }
        }

        @Override
        public void closed(ClusterException cause) {}
    }

    /** By a controller of the cluster, or as our inventory. */
    private static boolean isMade(ObjectNode object) {
        String name = Json.text(object, "metadata", "name");
        return Json.at(object, "metadata", "ownerReferences").size() > 0
                || name.matches("default|kube-root-ca.crt|gitops-.*");
    }

    /** @return all events since the last call, at least as many as given, or what has come within ten seconds */
    List<String> next(int number) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        synchronized (events) {
            while (events.size() < number && System.nanoTime() < end) {
                events.wait(100);
            }
            List<String> seen = List.copyOf(events.values());
            events.clear();
            return seen;
        }
    }

    @Override
    public void close() {
        for (AutoCloseable watch : watches) {
            try {
                watch.close();
            } catch (Exception e) {
                throw new IllegalStateException("a watch does not end", e);
            }
        }
    }
}
