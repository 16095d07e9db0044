package io.jenkins.plugins.gitops.core.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Gzip;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps texts of an app's newest deployments in its namespace, one compressed ConfigMap each, as many as the inventory
 * remembers deployments.
 */
public final class RecordObjects {
    private static final String CONTENT = "record.json.gz";
    private static final String NAME = "-record-";

    private final ClusterGateway cluster;

    public RecordObjects(ClusterGateway cluster) {
        this.cluster = cluster;
    }

    /** @return whether a text can be kept in one object */
    public static boolean fits(String text) {
        return Gzip.pack(text).length <= Parts.LIMIT;
    }

    /** Stores the text of a deployment in place of the one that is there, and drops those that are too many. */
    public void save(String app, String namespace, String id, String text) {
        ObjectNode object = object(app, namespace, id, text);
        try {
            cluster.create(InventoryStore.CONFIG_MAPS, object);
            sweep(app, namespace);
        } catch (ClusterException e) {
            if (e.reason() != Reason.ALREADY_EXISTS) {
                throw e;
            }
            cluster.get(InventoryStore.CONFIG_MAPS, namespace, name(app, id)).ifPresent(there -> {
                object.withObject("/metadata").put("resourceVersion", Json.text(there, "metadata", "resourceVersion"));
                cluster.replace(InventoryStore.CONFIG_MAPS, object);
            });
        }
    }

    /** @return the text of a deployment; empty when none is kept */
    public Optional<String> load(String app, String namespace, String id) {
        return cluster.get(InventoryStore.CONFIG_MAPS, namespace, name(app, id)).map(object -> {
            try {
                return Gzip.unpack(Base64.getDecoder().decode(Json.text(object, "binaryData", CONTENT)));
            } catch (IllegalArgumentException | UncheckedIOException e) {
                throw new GitOpsException(
                        "the record in ConfigMap " + name(app, id) + " in " + namespace
                                + " cannot be read; it was changed by hand: " + e.getMessage(),
                        e);
            }
        });
    }

    /** @return the ids of the deployments whose texts are kept, newest first */
    public List<String> ids(String app, String namespace) {
        String prefix = name(app, "");
        return cluster.list(InventoryStore.CONFIG_MAPS, namespace, Annotations.RECORD_OF + "=" + app).items().stream()
                .map(object -> Json.text(object, "metadata", "name"))
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private void sweep(String app, String namespace) {
        ids(app, namespace).stream()
                .skip(Inventory.HISTORY)
                .forEach(id -> cluster.delete(InventoryStore.CONFIG_MAPS, namespace, name(app, id), "", false));
    }

    private static ObjectNode object(String app, String namespace, String id, String text) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata")
                .put("name", name(app, id))
                .put("namespace", namespace)
                .putObject("labels")
                .put(Annotations.RECORD_OF, app);
        object.putObject("binaryData").put(CONTENT, Base64.getEncoder().encodeToString(Gzip.pack(text)));
        return object;
    }

    private static String name(String app, String id) {
        return ApplySet.parentName(app) + NAME + id;
    }
}
