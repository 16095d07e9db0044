package io.jenkins.plugins.gitops.core.inventory;

import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an app owns in a cluster, and its last deployments, newest first.
 *
 * @param app the app
 * @param environment the environment
 * @param namespace the environment's namespace, where the inventory is kept
 * @param members every object that the app owns or is about to own
 * @param history the last deployments, newest first
 * @param resourceVersion of the stored inventory, the optimistic lock of the next save; empty when not stored yet
 */
public record Inventory(
        String app,
        String environment,
        String namespace,
        List<Member> members,
        List<Deployment> history,
        String resourceVersion) {
    /** How many deployments are remembered. */
    public static final int HISTORY = 10;

    public Inventory {
        members = List.copyOf(members);
        history = List.copyOf(history);
    }

    /** @return the inventory of an app that was never deployed */
    public static Inventory empty(String app, String environment, String namespace) {
        return new Inventory(app, environment, namespace, List.of(), List.of(), "");
    }

    /** @return the id that the owner label of every member carries */
    public String id() {
        return ApplySet.id(app, namespace);
    }

    /** @return the members by their keys, in the order of the keys */
    public SortedMap<ResourceKey, Member> byKey() {
        SortedMap<ResourceKey, Member> map = new TreeMap<>();
        members.forEach(member -> map.put(member.key(), member));
        return map;
    }

    /** @return this inventory with all of {@code more} in it; what is known about a member already stays */
    public Inventory union(Collection<Member> more) {
        SortedMap<ResourceKey, Member> map = byKey();
        more.forEach(member ->
                map.merge(member.key(), member, (old, added) -> added.uid().isEmpty() ? old : added));
        return withMembers(map.values());
    }

    /** @return this inventory with other members */
    public Inventory withMembers(Collection<Member> others) {
        return new Inventory(app, environment, namespace, new ArrayList<>(others), history, resourceVersion);
    }

    /** @return this inventory with a deployment in its history: in place of the one with its id, or as the newest */
    public Inventory with(Deployment deployment) {
        List<Deployment> lines = new ArrayList<>(history);
        int same = lines.stream().map(Deployment::id).toList().indexOf(deployment.id());
        if (same >= 0) {
            lines.set(same, deployment);
        } else {
            lines.add(0, deployment);
        }
        return new Inventory(
                app,
                environment,
                namespace,
                members,
                lines.subList(0, Math.min(HISTORY, lines.size())),
                resourceVersion);
    }

    /** @return the newest deployment that ended well, the one whose objects should be there now */
    public Optional<Deployment> current() {
        return history.stream()
                .filter(deployment -> !deployment.state().equals("failed"))
                .findFirst();
    }
}
