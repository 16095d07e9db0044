package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Parallel;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.manifest.ApplyOrder;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.manifest.Origin;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out what a deployment would do, object by object, without doing it. */
public final class Planner {
    private final ClusterGateway cluster;
    private final PlanOptions options;
    private final Function<Inventory, Owner> owner;
    private final Map<ResourceKey, String> seals = new HashMap<>();
    private Handovers handovers;
    private List<ResourceKey> unlisted = List.of();

    /** Plans for an app whose inventory is an ApplySet of ours. */
    public Planner(ClusterGateway cluster, PlanOptions options) {
        this(cluster, options, inventory -> new ApplySetOwner(inventory.owners()));
    }

    /** Plans for the owner of an inventory. */
    public Planner(ClusterGateway cluster, PlanOptions options, Function<Inventory, Owner> owner) {
        this.cluster = RedactingGateway.of(cluster, options.fields());
        this.options = options;
        this.owner = owner;
    }

    /** Plans without hooks, see {@link #plan(Inventory, DesiredSet, Occasion)}. */
    public Plan plan(Inventory inventory, DesiredSet desired) {
        return finish(inventory, desired, changes(inventory, desired));
    }

    /**
     * Plans a deployment. Nothing is written. Hooks are in the plan when anything changes, be it only the content that
     * was deployed last: a deployment that has nothing to do runs none.
     *
     * @param inventory what the app owns now
     * @param desired what it shall own
     * @param occasion what the deployment is to Helm
     * @return the plan, its changes in the order of their application, prunes last
     * @throws GitOpsException when the server would refuse any object; the message names each one's file and line
     */
    public Plan plan(Inventory inventory, DesiredSet desired, Occasion occasion) {
        List<Change> changes = changes(inventory, desired);
        boolean idle = inventory.hasDeployed(desired.digest())
                && changes.stream().noneMatch(change -> change.action().isChange());
        if (idle) {
            return finish(inventory, desired, changes);
        }
        DueHooks hooks = DueHooks.of(desired, occasion);
        hooks.check(cluster, desired);
        new HookTrial(cluster, options, desired).check(hooks.all());
        return finish(inventory, desired, hooks.around(changes, options.fields()));
    }

    private List<Change> changes(Inventory inventory, DesiredSet desired) {
        Owner mine = owner.apply(inventory);
        LiveState live = LiveState.read(cluster, inventory, mine);
        unlisted = live.beside(inventory, desired.byKey().keySet());
        Autoscaling autoscaling = new Autoscaling(desired, live.objects());
        handovers = new Handovers(cluster, options, mine, (object, there) -> {
            List<Release> releases = new ArrayList<>(autoscaling.releases(object));
            releases.addAll(Ignored.of(options.fields(), object.key()).releases(there));
            return releases;
        });
        List<Change> changes = new ArrayList<>(predict(inventory, desired, desired.objects(), live));
        Set<String> uids = changes.stream().map(Change::uid).collect(Collectors.toSet());
        Set<ResourceKey> declared = new HashSet<>(desired.byKey().keySet());
        desired.hooks().forEach(hook -> declared.add(hook.key()));
        List<Change> leftovers = new PruneRules(options).changes(inventory, live, declared, uids);
        leftovers.stream()
                .sorted(Comparator.comparing(Planner::asManifest, ApplyOrder.pruning()))
                .forEach(changes::add);
        return changes;
    }

    /**
     * Predicts again what could not be predicted before an earlier stage was applied.
     *
     * @return the plan with those changes in place of the old ones, and with its old digest: it is still the plan that
     *     was agreed to
     */
    public Plan again(Plan plan, Inventory inventory, DesiredSet desired, List<Desired> objects) {
        LiveState nothing = LiveState.read(cluster, inventory.withMembers(List.of()), owner.apply(inventory));
        Map<ResourceKey, Change> changes = plan.byKey();
        predict(inventory, desired, objects, nothing).forEach(change -> changes.put(change.key(), change));
        return new Plan(
                plan.app(),
                plan.environment(),
                plan.server(),
                plan.namespace(),
                plan.manifestsDigest(),
                List.copyOf(changes.values()),
                plan.digest(),
                plan.warnings());
    }

    private record Outcome(Change change, GitOpsException refusal) {}

    private List<Change> predict(Inventory inventory, DesiredSet desired, List<Desired> objects, LiveState live) {
        Prediction prediction = new Prediction(
                cluster, options, inventory, owner.apply(inventory), handovers, desired::declaresNamespace);
        List<Outcome> outcomes = Parallel.map(objects, object -> {
            try {
                return new Outcome(prediction.of(object, live.object(object.key())), null);
            } catch (ClusterException e) {
                throw e; // It is about the cluster, not about this object.
            } catch (GitOpsException e) {
                String place = object.manifest().origin() + ": " + object.key() + ": ";
                return new Outcome(null, new GitOpsException(place + e.getMessage(), e.getCause()));
            }
        });
        Problems.throwRefusals(
                outcomes.stream().map(Outcome::refusal).filter(Objects::nonNull).toList());
        seals.putAll(prediction.seals());
        return outcomes.stream().map(Outcome::change).toList();
    }

    /** @return the seal of an object that the last plan found unchanged; empty for any other */
    public String seal(ResourceKey key) {
        return seals.getOrDefault(key, "");
    }

    /**
     * @return objects that the last plan has come across which carry the owner label, and are neither in the inventory nor
     *     declared: a copy of an object of ours, or what is left of an inventory that was lost. Only kinds and namespaces
     *     of the inventory's members are looked at
     */
    public List<ResourceKey> unlisted() {
        return unlisted;
    }

    /** @return applies objects in the way that the last plan has shown */
    public Handovers handovers() {
        return handovers;
    }

    private Plan finish(Inventory inventory, DesiredSet desired, List<Change> changes) {
        Set<String> warnings = new LinkedHashSet<>();
        changes.forEach(change -> change.warnings().forEach(warning -> warnings.add(change.key() + ": " + warning)));
        String digest = PlanDigest.of(
                inventory.app(),
                inventory.environment(),
                cluster.server(),
                inventory.namespace(),
                desired.digest(),
                changes);
        return new Plan(
                inventory.app(),
                inventory.environment(),
                cluster.server(),
                inventory.namespace(),
                desired.digest(),
                changes,
                digest,
                List.copyOf(warnings));
    }

    private static Manifest asManifest(Change change) {
        ObjectNode object = Json.object();
        object.put("apiVersion", change.type().apiVersion())
                .put("kind", change.type().kind());
        object.putObject("metadata")
                .put("namespace", change.key().namespace())
                .put("name", change.key().name())
                .set("annotations", Json.at(change.before(), "metadata", "annotations"));
        return new Manifest(object, new Origin("inventory", 0, 0));
    }
}
