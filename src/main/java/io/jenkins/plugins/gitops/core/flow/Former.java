package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;

/**
 * Under which names the same objects were deployed before, when they were renamed. It may be said for ever: once
 * everything has moved, it means nothing more.
 *
 * @param app the former name of the app in the same namespace; empty when it was never renamed
 * @param environment the former name of the environment; empty when it was never renamed
 */
public record Former(String app, String environment) {
    /** Nothing was renamed. */
    public static final Former NONE = new Former("", "");

    /**
     * @return the target's inventory, together with what the app still has under its former name
     * @throws GitOpsException when either belongs to another environment
     */
    public Inventory load(InventoryStore inventories, Target target) {
        String before = environment.isEmpty() ? target.environment() : environment;
        Inventory inventory = inventories.load(target.app(), target.environment(), target.namespace(), before);
        if (app.isEmpty()) {
            return inventory;
        }
        Target old = new Target(app, target.environment(), target.namespace());
        if (old.equals(target)) {
            throw new GitOpsException("app \"" + app + "\" cannot have been renamed to itself; check --formerly");
        }
        Inventory former = inventories.load(app, target.environment(), target.namespace(), before);
        return former.isStored() ? inventory.movingIn(former) : inventory;
    }
}
