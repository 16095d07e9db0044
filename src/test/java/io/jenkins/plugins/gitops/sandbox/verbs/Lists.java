package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.ApiException;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.api.Selector;
import io.jenkins.plugins.gitops.sandbox.store.Store.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** LIST, in pages that all show the moment of the first one. */
final class Lists {

    private static final int KEPT_SNAPSHOTS = 64;

    private final Cluster cluster;

    // What etcd keeps as old revisions: the snapshots that continue tokens speak of.
    private final Map<String, Snapshot> snapshots = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Snapshot> eldest) {
            return size() > KEPT_SNAPSHOTS;
        }
    };

    Lists(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param token the continue token of the page before, or empty */
    ObjectNode run(Kind kind, String namespace, Selector selector, boolean selective, int limit, String token) {
        Snapshot snapshot = cluster.store().list(kind.group(), kind.plural(), namespace);
        int start = 0;
        if (!token.isEmpty()) {
            JsonNode position = read(token);
            snapshot = recall(kind, namespace, position.path("rv").asLong());
            start = position.path("start").asInt();
        }
        ObjectNode out = Json.object();
        out.put("kind", kind.name() + "List");
        out.put("apiVersion", kind.apiVersion());
        ObjectNode meta = out.putObject("metadata");
        meta.put("resourceVersion", Long.toString(snapshot.revision()));
        if (!kind.builtin()) {
            meta.put("continue", ""); // lists of custom resources always have it
        }
        ArrayNode items = out.putArray("items");
        List<ObjectNode> objects = snapshot.objects();
        int next = start;
        for (; next < objects.size() && (limit <= 0 || items.size() < limit); next++) {
            if (selector.test(objects.get(next))) {
                items.add(item(kind, objects.get(next)));
            }
        }
        if (next < objects.size()
                && objects.subList(next, objects.size()).stream().anyMatch(selector)) {
            keep(kind, namespace, snapshot);
            meta.put("continue", write(snapshot.revision(), next));
            if (!selective) {
                meta.put("remainingItemCount", objects.size() - next);
            }
        }
        return out;
    }

    /** Forgets the snapshots: every continue token is too old from now on. */
    void forget() {
        synchronized (snapshots) {
            snapshots.clear();
        }
    }

    // The items of built-in lists do not repeat their kind; those of custom resources do.
    private static ObjectNode item(Kind kind, ObjectNode object) {
        if (!kind.builtin()) {
            return Cluster.inVersion(kind, object);
        }
        ObjectNode out = Json.object();
        object.properties().forEach(entry -> {
            if (!entry.getKey().equals("kind") && !entry.getKey().equals("apiVersion")) {
                out.set(entry.getKey(), entry.getValue());
            }
        });
        return out;
    }

    private void keep(Kind kind, String namespace, Snapshot snapshot) {
        synchronized (snapshots) {
            snapshots.put(name(kind, namespace, snapshot.revision()), snapshot);
        }
    }

    private Snapshot recall(Kind kind, String namespace, long revision) {
        synchronized (snapshots) {
            Snapshot kept = snapshots.get(name(kind, namespace, revision));
            if (kept == null) {
                throw tooOld();
            }
            return kept;
        }
    }

    private ApiException tooOld() {
        ApiException expired = Errors.expired("The provided continue parameter is too old to display a consistent list"
                + " result. You can start a new list without the continue parameter, or use the continue token in this"
                + " response to retrieve the remainder of the results. Continuing with the provided token results in an"
                + " inconsistent list - objects that were created, modified, or deleted between the time the first chunk"
                + " was returned and now may show up in the list.");
        Meta.of(expired.status()).put("continue", write(cluster.store().revision(), 0));
        return expired;
    }

    private static String name(Kind kind, String namespace, long revision) {
        return kind.groupResource() + "/" + namespace + "@" + revision;
    }

    private static String write(long revision, int start) {
        ObjectNode position =
                Json.object().put("v", "meta.k8s.io/v1").put("rv", revision).put("start", start);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(position).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode read(String token) {
        try {
            return Json.parse(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Errors.badRequest("invalid continue token: continue key is not valid: " + e.getMessage());
        }
    }
}
