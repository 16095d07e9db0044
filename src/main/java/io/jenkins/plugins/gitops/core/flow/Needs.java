package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.access.Permission;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.manifest.ApplyOrder;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.manifest.Wave;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Desired;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.Plan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists what a deployment must be allowed to do. What a dry run has done already is proven and not listed. */
final class Needs {
    private static final ResourceType CONFIG_MAPS = builtIn("", "ConfigMap", "configmaps");
    private static final ResourceType SECRETS = builtIn("", "Secret", "secrets");
    private static final ResourceType LEASES = builtIn("coordination.k8s.io", "Lease", "leases");

    private final ClusterGateway cluster;
    private final Target target;
    private final Set<Permission> permissions = new LinkedHashSet<>();

    private Needs(ClusterGateway cluster, Target target) {
        this.cluster = cluster;
        this.target = target;
    }

    /** @return what applying a plan needs beyond what making it has proven */
    static Set<Permission> toApply(
            ClusterGateway cluster, Target target, Inventory inventory, DesiredSet desired, Plan plan) {
        Needs needs = new Needs(cluster, target);
        Map<ResourceKey, Desired> declared = desired.byKey();
        plan.changes().forEach(change -> needs.change(change, Optional.ofNullable(declared.get(change.key()))));
        needs.waves(desired, plan);
        needs.inventory(inventory);
        inventory.former().ifPresent(former -> needs.relabelled(former, plan, declared));
        return needs.permissions;
    }

    /** @return what Helm needs to carry a plan out beyond what making the plan has proven */
    static Set<Permission> toUpgrade(ClusterGateway cluster, Target target, Plan plan) {
        Needs needs = new Needs(cluster, target);
        plan.changes().forEach(change -> {
            needs.change(change, Optional.empty());
            if (change.action() == Action.CREATE || change.action() == Action.UPDATE) {
                needs.served(change.type()).ifPresent(type -> needs.object(type, change.key(), "get"));
            }
        });
        needs.add(SECRETS, target.namespace(), "", "Helm's releases", "get", "list", "create", "update", "delete");
        return needs.permissions;
    }

    /** @return what making a plan needs, and what applying it would need as far as that can be told without the plan */
    static Set<Permission> toPlan(
            ClusterGateway cluster, Target target, Inventory inventory, DesiredSet desired, boolean prune) {
        Needs needs = new Needs(cluster, target);
        needs.add(CONFIG_MAPS, target.namespace(), ApplySet.parentName(target.app()), "the app's inventory", "get");
        Map<ResourceKey, Member> members = inventory.byKey();
        Map<ResourceKey, Desired> declared = desired.byKey();
        members.values()
                .forEach(member -> needs.served(member.type()).ifPresent(type -> {
                    needs.add(type, member.key().namespace(), "", member.key().groupKind() + " objects", "list");
                    if (prune && !declared.containsKey(member.key())) {
                        needs.object(type, member.key(), "delete", "get");
                    }
                }));
        declared.forEach((key, object) -> {
            needs.object(object.type(), key, "patch");
            if (!members.containsKey(key)) {
                needs.object(object.type(), key, "create", "get");
            }
        });
        needs.inventory(inventory);
        return needs.permissions;
    }

    /** @return what the lock needs, and that of the app's former name */
    static Set<Permission> toLock(Target target, Inventory inventory) {
        Needs needs = new Needs(null, target);
        needs.lock(target.app(), "the lock", "get", "update");
        inventory
                .former()
                .ifPresent(
                        former -> needs.lock(former.app(), "the lock of the former name", "get", "update", "delete"));
        return needs.permissions;
    }

    private void lock(String app, String purpose, String... verbs) {
        add(LEASES, target.namespace(), ApplySet.parentName(app), purpose, verbs);
        add(LEASES, target.namespace(), "", purpose, "create");
    }

    /** @return what keeping what was applied needs, for a rollback and for drift */
    static Set<Permission> toKeep(Target target) {
        Needs needs = new Needs(null, target);
        needs.add(
                SECRETS, target.namespace(), "", "what was applied, for rollback and drift", "create", "get", "delete");
        return needs.permissions;
    }

    private void change(Change change, Optional<Desired> declared) {
        ResourceType type =
                declared.map(Desired::type).or(() -> served(change.type())).orElse(null);
        if (type == null) {
            return; // Its API is gone, and so is it.
        }
        switch (change.action()) {
            case UNKNOWN -> object(type, change.key(), "patch", "create");
            case REPLACE -> object(type, change.key(), "delete", "get", "patch", "create");
            case PRUNE -> object(type, change.key(), "delete", "get");
            case RUN -> {
                object(type, change.key(), "patch", "create", "get", "delete");
                if (Hook.ends(change.key())) {
                    add(type, change.key().namespace(), "", change.key().shortName(), "list", "watch");
                }
            }
            case CREATE, UPDATE, CONFLICT, UNCHANGED -> {}
        }
        boolean awaited = isDefinition(change.type()) && change.action().isChange() && change.action() != Action.PRUNE;
        if (awaited) {
            object(type, change.key(), "get");
        }
    }

    /** What stays although it is no longer declared gets the owner label of the app's new name. */
    private void relabelled(Inventory former, Plan plan, Map<ResourceKey, Desired> declared) {
        Set<ResourceKey> members = former.byKey().keySet();
        plan.changes().stream()
                .filter(change -> change.action() == Action.UNCHANGED)
                .filter(change -> members.contains(change.key()) && !declared.containsKey(change.key()))
                .forEach(change -> served(change.type()).ifPresent(type -> object(type, change.key(), "patch")));
    }

    /** Objects of a wave are watched until they are healthy, when there is something to do in a later one. */
    private void waves(DesiredSet desired, Plan plan) {
        Set<ResourceKey> changed = plan.changes().stream()
                .filter(change -> change.action().isChange())
                .map(Change::key)
                .collect(Collectors.toSet());
        int last = desired.objects().stream()
                .filter(object -> changed.contains(object.key()))
                .mapToInt(Needs::wave)
                .max()
                .orElse(Integer.MIN_VALUE);
        desired.objects().stream()
                .filter(object ->
                        wave(object) < last && !isDefinition(object.type().kind()))
                .forEach(object -> add(
                        object.type(),
                        object.key().namespace(),
                        "",
                        "waiting until its wave is healthy",
                        "list",
                        "watch"));
    }

    private static int wave(Desired object) {
        return Wave.of(object.manifest().json());
    }

    private static boolean isDefinition(GroupVersionKind kind) {
        return ApplyOrder.stage(kind) == ApplyOrder.DEFINITIONS;
    }

    private void inventory(Inventory inventory) {
        String purpose = "the app's inventory";
        if (!inventory.isStored()) {
            add(CONFIG_MAPS, target.namespace(), "", purpose, "create");
        }
        add(CONFIG_MAPS, target.namespace(), ApplySet.parentName(target.app()), purpose, "update");
        if (inventory.stored().inParts()) {
            add(CONFIG_MAPS, target.namespace(), "", purpose + ", which is kept in parts", "create", "list", "delete");
        }
        inventory
                .former()
                .ifPresent(former -> add(
                        CONFIG_MAPS,
                        target.namespace(),
                        ApplySet.parentName(former.app()),
                        "the inventory of the former name",
                        "delete"));
    }

    private void object(ResourceType type, ResourceKey key, String... verbs) {
        add(type, key.namespace(), key.name(), key.shortName(), verbs);
    }

    private void add(ResourceType type, String namespace, String name, String purpose, String... verbs) {
        List.of(verbs).forEach(verb -> permissions.add(new Permission(verb, type, namespace, name, purpose)));
    }

    private Optional<ResourceType> served(GroupVersionKind kind) {
        return cluster.type(kind).or(() -> cluster.type(kind.group(), kind.kind()));
    }

    private static ResourceType builtIn(String group, String kind, String plural) {
        return new ResourceType(new GroupVersionKind(group, "v1", kind), plural, true);
    }
}
