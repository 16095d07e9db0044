package io.jenkins.plugins.gitops.core.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Optional;

/** Keeps inventories in the cluster, as the ConfigMap {@code gitops-<app>} in the environment's namespace. */
public final class InventoryStore {
    static final ResourceType CONFIG_MAPS =
            new ResourceType(new GroupVersionKind("", "v1", "ConfigMap"), "configmaps", true);

    private final ClusterGateway cluster;

    public InventoryStore(ClusterGateway cluster) {
        this.cluster = cluster;
    }

    /** @return the inventory; empty when the app was never deployed to the namespace */
    public Optional<Inventory> find(String app, String namespace) {
        return cluster.get(CONFIG_MAPS, namespace, ApplySet.parentName(app)).map(InventoryJson::read);
    }

    /**
     * @return the inventory, an empty one when the app was never deployed
     * @throws GitOpsException when the namespace's inventory of that app belongs to another environment: the objects
     *     of one would be pruned as leftovers of the other
     */
    public Inventory load(String app, String environment, String namespace) {
        Inventory inventory = find(app, namespace).orElseGet(() -> Inventory.empty(app, environment, namespace));
        if (!inventory.environment().equals(environment)) {
            throw new GitOpsException("app \"" + app + "\" in namespace " + namespace + " belongs to environment \""
                    + inventory.environment() + "\", not \"" + environment
                    + "\". Deploy with that environment's name, or give this environment a namespace of its own.");
        }
        return inventory;
    }

    /**
     * Stores an inventory.
     *
     * @return the stored inventory with its new resource version
     * @throws GitOpsException when somebody else has stored one since this was loaded
     */
    public Inventory save(Inventory inventory) {
        ObjectNode configMap = InventoryJson.write(inventory);
        try {
            ObjectNode stored = inventory.resourceVersion().isEmpty()
                    ? cluster.create(CONFIG_MAPS, configMap)
                    : cluster.replace(CONFIG_MAPS, configMap);
            return new Inventory(
                    inventory.app(),
                    inventory.environment(),
                    inventory.namespace(),
                    inventory.members(),
                    inventory.history(),
                    Json.text(stored, "metadata", "resourceVersion"));
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
}
