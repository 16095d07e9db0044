package io.jenkins.plugins.gitops.core.inventory;

import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an app owns in a cluster, and its last deployments, newest first.
 *
 * @param app the app
 * @param environment the environment
 * @param namespace the environment's namespace, where the inventory is kept
 * @param members every object that the app owns or is about to own
 * @param history the last deployments, newest first
 * @param stored as what the cluster keeps it
 * @param former the inventory of the app's former name while that is being moved into this one, which has its members
 *     and history already
 */
public record Inventory(
        String app,
        String environment,
        String namespace,
        List<Member> members,
        List<Deployment> history,
        Stored stored,
        Optional<Inventory> former) {
    /** How many deployments are remembered. */
    public static final int HISTORY = 10;

    private static final String FAILED = "failed";

    public Inventory {
        members = List.copyOf(members);
        history = List.copyOf(history);
    }

    /**
     * An inventory's place in the cluster.
     *
     * @param environment the environment that it names there
     * @param resourceVersion the optimistic lock of the next save; empty when it is not stored yet
     * @param inParts whether it is too large for one object
     */
    public record Stored(String environment, String resourceVersion, boolean inParts) {
        static final Stored NOT_YET = new Stored("", "", false);
    }

    /** @return the inventory of an app that was never deployed */
    public static Inventory empty(String app, String environment, String namespace) {
        return new Inventory(app, environment, namespace, List.of(), List.of(), Stored.NOT_YET, Optional.empty());
    }

    /** @return the id that the owner label of every member carries */
    public String id() {
        return ApplySet.id(app, namespace);
    }

    /** @return the owner labels that members may carry: the app's own, and that of its former name while it moves */
    public List<String> owners() {
        return Stream.concat(Stream.of(id()), former.stream().map(Inventory::id))
                .toList();
    }

    /** @return whether the cluster keeps an inventory of this app */
    public boolean isStored() {
        return !stored.resourceVersion().isEmpty();
    }

    /** @return whether app or environment have another name in the cluster still */
    public boolean isRenamed() {
        return former.isPresent() || isStored() && !stored.environment().equals(environment);
    }

    /** @return whether another one of this inventory was read, and nobody has written in between */
    public boolean isSameVersionAs(Inventory other) {
        return stored.equals(other.stored) && former.map(Inventory::stored).equals(other.former.map(Inventory::stored));
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

    /** @return this inventory with the members and the history of the app's former name, whose objects move here */
    public Inventory movingIn(Inventory old) {
        Map<String, Deployment> lines = new LinkedHashMap<>();
        Stream.concat(history.stream(), old.history.stream())
                .sorted(Comparator.comparing(Deployment::at).reversed())
                .forEach(deployment -> lines.putIfAbsent(deployment.id(), deployment));
        return new Inventory(
                app,
                environment,
                namespace,
                old.union(members).members,
                lines.values().stream().limit(HISTORY).toList(),
                stored,
                Optional.of(old));
    }

    /** @return this inventory with other members */
    public Inventory withMembers(Collection<Member> others) {
        return new Inventory(app, environment, namespace, new ArrayList<>(others), history, stored, former);
    }

    /** @return this inventory under the name that its environment has now */
    Inventory inEnvironment(String newName) {
        return new Inventory(app, newName, namespace, members, history, stored, former);
    }

    Inventory storedAs(Stored now) {
        return new Inventory(app, environment, namespace, members, history, now, former);
    }

    /**
     * @return this inventory with a deployment in its history: in place of the one with its id, or as the newest; what
     *     is deployed now is never forgotten, however many have failed since; and corrections of one content share a line,
     *     or a night of them would push everything else out
     */
    public Inventory with(Deployment deployment) {
        List<Deployment> lines = new ArrayList<>(history);
        int same = lines.stream().map(Deployment::id).toList().indexOf(deployment.id());
        if (same < 0 && !lines.isEmpty() && deployment.repeats(lines.get(0))) {
            same = 0;
        }
        if (same >= 0) {
            lines.set(same, deployment);
        } else {
            lines.add(0, deployment);
        }
        while (lines.size() > HISTORY) {
            int last = lines.size() - 1;
            boolean deployed = current(lines).filter(lines.get(last)::equals).isPresent();
            lines.remove(deployed ? last - 1 : last);
        }
        return new Inventory(app, environment, namespace, members, lines, stored, former);
    }

    /** @return whether the newest deployment ended well, and its content had the digest */
    public boolean hasDeployed(String digest) {
        return history.stream()
                .findFirst()
                .filter(last -> !last.state().equals(FAILED) && last.manifests().equals(digest))
                .isPresent();
    }

    /** @return what the next deployment is to Helm, unless it goes back to an earlier one */
    public Occasion occasion() {
        // As long as nothing has ended well, what an installation was to prepare may be missing.
        return current().isPresent() ? Occasion.UPGRADE : Occasion.INSTALL;
    }

    /** @return the newest deployment that ended well, the one whose objects should be there now */
    public Optional<Deployment> current() {
        return current(history);
    }

    private static Optional<Deployment> current(List<Deployment> history) {
        return history.stream()
                .filter(deployment -> !deployment.state().equals(FAILED))
                .findFirst();
    }
}
