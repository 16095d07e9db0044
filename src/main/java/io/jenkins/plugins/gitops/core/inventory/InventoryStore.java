package io.jenkins.plugins.gitops.core.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.inventory.Inventory.Stored;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps inventories in the cluster, as the ConfigMap {@code gitops-<app>} in the environment's namespace, and its
 * members in {@link Parts} when they are too many for one.
 */
public final class InventoryStore {
    static final ResourceType CONFIG_MAPS =
            new ResourceType(new GroupVersionKind("", "v1", "ConfigMap"), "configmaps", true);

    private final ClusterGateway cluster;
    private final Parts parts;

    public InventoryStore(ClusterGateway cluster) {
        this(cluster, Parts.LIMIT);
    }

    /** @param limit how many bytes of members one ConfigMap holds */
    InventoryStore(ClusterGateway cluster, int limit) {
        this.cluster = cluster;
        this.parts = new Parts(cluster, CONFIG_MAPS, InventoryJson.PACKED_MEMBERS, limit);
    }

    /** @return the inventory; empty when the app was never deployed to the namespace */
    public Optional<Inventory> find(String app, String namespace) {
        String seen = "";
        while (true) {
            Optional<ObjectNode> parent = cluster.get(CONFIG_MAPS, namespace, ApplySet.parentName(app));
            if (parent.isEmpty() || parts.attach(parent.get())) {
                return parent.map(InventoryJson::read);
            }
            String version = Json.text(parent.get(), "metadata", "resourceVersion");
            if (version.equals(seen)) {
                throw InventoryJson.unreadable(parent.get(), "parts", "one is missing or was altered", null);
            }
            seen = version; // Somebody may have saved between the reading of the parent and of its parts: look again.
        }
    }

    /**
     * @return the inventory, an empty one when the app was never deployed
     * @throws GitOpsException when the namespace's inventory of that app belongs to another environment: the objects
     *     of one would be pruned as leftovers of the other
     */
    public Inventory load(String app, String environment, String namespace) {
        return load(app, environment, namespace, environment);
    }

    /**
     * @param formerly the name that the environment had before; the inventory has the new one from its next save on
     * @return as {@link #load(String, String, String)}
     */
    public Inventory load(String app, String environment, String namespace, String formerly) {
        Inventory inventory = find(app, namespace).orElseGet(() -> Inventory.empty(app, environment, namespace));
        String stored = inventory.environment();
        if (!stored.equals(environment) && !stored.equals(formerly)) {
            throw new GitOpsException("app \"" + app + "\" in namespace " + namespace + " belongs to environment \""
                    + stored + "\", not \"" + environment
                    + "\". Deploy with that environment's name, or give this environment a namespace of its own."
                    + " If the environment was renamed, say so: --formerly-environment " + stored);
        }
        return inventory.inEnvironment(environment);
    }

    /** @return the app whose ApplySet has the id, when its inventory is in the namespace */
    public Optional<String> appOf(String id, String namespace) {
        return cluster.list(CONFIG_MAPS, namespace, ApplySet.ID + "=" + id).items().stream()
                .map(parent -> Json.text(parent, "metadata", "annotations", Annotations.APP))
                .filter(app -> !app.isEmpty())
                .findFirst();
    }

    /**
     * Stores an inventory.
     *
     * @return the stored inventory with its new resource version
     * @throws GitOpsException when somebody else has stored one since this was loaded
     */
    public Inventory save(Inventory inventory) {
        ObjectNode configMap = InventoryJson.write(inventory);
        parts.detach(configMap, inventory.app());
        try {
            ObjectNode saved = inventory.isStored()
                    ? cluster.replace(CONFIG_MAPS, configMap)
                    : cluster.create(CONFIG_MAPS, configMap);
            Set<String> kept = Set.copyOf(parts.names(configMap));
            if (inventory.stored().inParts() || !kept.isEmpty()) {
                parts.sweep(inventory.app(), inventory.namespace(), kept);
            }
            return inventory.storedAs(new Stored(
                    inventory.environment(), Json.text(saved, "metadata", "resourceVersion"), !kept.isEmpty()));
        } catch (ClusterException e) {
            if (e.reason() == Reason.CONFLICT || e.reason() == Reason.ALREADY_EXISTS) {
                throw new GitOpsException(
                        "another deployment of app \"" + inventory.app() + "\" has changed its inventory meanwhile;"
                                + " nothing more was done. Run this deployment again.",
                        e);
            }
            throw e;
        }
    }

    /** Deletes an app's inventory: its members have moved to another. */
    public void delete(Inventory inventory) {
        cluster.delete(CONFIG_MAPS, inventory.namespace(), ApplySet.parentName(inventory.app()), "", false);
        if (inventory.stored().inParts()) {
            parts.sweep(inventory.app(), inventory.namespace(), Set.of());
        }
    }
}
