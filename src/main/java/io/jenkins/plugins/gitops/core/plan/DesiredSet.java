package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.ApplyOrder;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.GuardedDigest;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestException;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.manifest.Wave;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The objects that a deployment wants, exactly as they will be sent, in the order of their application; and beside them
 * the hooks of the source.
 *
 * @param objects the objects
 * @param hooks all hooks, whatever their event, in the order in which Helm runs them; they are no members of the set
 * @param digesting the digest over objects and hooks, computed while the cluster is asked: with Secrets it takes a while
 */
public record DesiredSet(List<Desired> objects, List<Hook> hooks, CompletableFuture<String> digesting) {

    /**
     * Completes rendered manifests for a target: finds out how the cluster serves each kind, gives namespaced objects
     * the environment's namespace where they name none, and makes each but hooks ours as {@link Ownership#stamp} does.
     *
     * @param declared objects and hooks, in any order
     * @param rules which values are sensitive beside those of Secrets, for the digest
     * @throws GitOpsException when there is no object, when a kind is served neither by the cluster nor by a CRD of the
     *     set, when the wave of an object is not a number, when an object has no name, or when two
     *     manifests are the same object
     */
    public static DesiredSet prepare(
            ClusterGateway cluster, String app, String namespace, List<Manifest> declared, FieldRules rules) {
        return prepare(cluster, new ApplySetOwner(ApplySet.id(app, namespace)), namespace, declared, rules);
    }

    /** Does the same for objects that the owner marks. */
    public static DesiredSet prepare(
            ClusterGateway cluster, Owner owner, String namespace, List<Manifest> declared, FieldRules rules) {
        List<Manifest> manifests =
                declared.stream().filter(manifest -> !Hook.isHook(manifest)).toList();
        if (manifests.isEmpty()) {
            throw new GitOpsException("the source declares no objects; an empty deployment would delete the app."
                    + " Check the path, or delete the app's objects on purpose.");
        }
        Map<GroupVersionKind, ResourceType> coming = declaredTypes(manifests);
        Map<GroupVersionKind, Optional<ResourceType>> served = new HashMap<>();
        Map<ResourceKey, Desired> objects = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Manifest manifest : manifests) {
            try {
                Wave.require(manifest);
            } catch (ManifestException e) {
                problems.add(e.getMessage());
                continue;
            }
            ResourceType found =
                    served.computeIfAbsent(manifest.type(), cluster::type).orElse(null);
            ResourceType type = found != null ? found : coming.get(manifest.type());
            if (type == null) {
                problems.add(manifest.origin() + ": the cluster has no " + manifest.type()
                        + "; install its CustomResourceDefinition first, or correct apiVersion and kind");
                continue;
            }
            Manifest complete = complete(manifest, type, namespace, owner);
            if (complete.name().isEmpty()) {
                problems.add(manifest.origin() + ": " + manifest.type().kind()
                        + " has only generateName; in a Helm release it needs metadata.name");
                continue;
            }
            Desired before = objects.putIfAbsent(complete.key(), new Desired(complete, type, found != null));
            if (before != null) {
                problems.add(manifest.origin() + ": " + complete.key() + " is declared in "
                        + before.manifest().origin() + " already");
            }
        }
        List<Hook> hooks = hooks(cluster, namespace, declared);
        hooks.stream()
                .filter(hook -> objects.containsKey(hook.key()))
                .forEach(hook -> problems.add(hook.manifest().origin() + ": the hook " + hook.key()
                        + " is also an object of the app, declared in "
                        + objects.get(hook.key()).manifest().origin() + "; rename one of them"));
        Problems.throwIfAny(problems);
        List<Desired> ordered = ApplyOrder.sorted(objects.values(), Desired::manifest);
        List<Manifest> complete = manifests(ordered, hooks);
        return new DesiredSet(
                ordered,
                hooks,
                CompletableFuture.supplyAsync(
                        () -> GuardedDigest.of(complete, SensitiveFields.ofEach(complete, rules), owner.id())));
    }

    /** @return the digest over objects and hooks, see {@link GuardedDigest} */
    public String digest() {
        return digesting.join();
    }

    /** @return objects and hooks as they will be sent: what a later {@link #prepare} makes this same set of */
    public List<Manifest> manifests() {
        return manifests(objects, hooks);
    }

    /** @return the objects alone; the digest stays that of the whole */
    public DesiredSet withoutHooks() {
        return new DesiredSet(objects, List.of(), digesting);
    }

    private static List<Manifest> manifests(List<Desired> objects, List<Hook> hooks) {
        return Stream.concat(
                        objects.stream().map(Desired::manifest), hooks.stream().map(Hook::manifest))
                .toList();
    }

    private static List<Hook> hooks(ClusterGateway cluster, String namespace, List<Manifest> declared) {
        return declared.stream()
                .filter(Hook::isHook)
                .flatMap(manifest -> Hook.of(manifest).stream())
                .map(hook -> cluster.type(hook.manifest().type())
                        .map(type -> hook.with(inNamespace(unowned(hook.manifest()), type, namespace)))
                        .orElse(hook))
                .sorted(Hook.ORDER)
                .toList();
    }

    private static Manifest unowned(Manifest hook) {
        ObjectNode json = Ownership.clean(hook.json());
        if (Json.at(json, "metadata", "labels") instanceof ObjectNode labels) {
            labels.remove(ApplySet.PART_OF);
        }
        return hook.with(json);
    }

    /** @return whether a CRD of the set declares the type */
    boolean brings(GroupVersionKind type) {
        return declaredTypes(manifests()).containsKey(type);
    }

    /** @return the objects by their keys, in order */
    public Map<ResourceKey, Desired> byKey() {
        return objects.stream()
                .collect(Collectors.toMap(Desired::key, object -> object, (a, b) -> a, LinkedHashMap::new));
    }

    /** @return whether the set declares a namespace of that name */
    public boolean declaresNamespace(String name) {
        return objects.stream().map(Desired::key).anyMatch(isNamespace(name));
    }

    private static Predicate<ResourceKey> isNamespace(String name) {
        return key -> key.group().isEmpty()
                && key.kind().equals("Namespace")
                && key.name().equals(name);
    }

    private static Manifest complete(Manifest manifest, ResourceType type, String namespace, Owner owner) {
        return inNamespace(owner.stamp(manifest), type, namespace);
    }

    /** Changes the manifest, which is a copy of ours. */
    private static Manifest inNamespace(Manifest copy, ResourceType type, String namespace) {
        ObjectNode metadata = copy.json().withObject("/metadata");
        if (!type.namespaced()) {
            metadata.remove("namespace");
        } else if (copy.namespace().isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return copy;
    }

    /** The types that the CRDs among the manifests will bring. */
    private static Map<GroupVersionKind, ResourceType> declaredTypes(List<Manifest> manifests) {
        Map<GroupVersionKind, ResourceType> types = new HashMap<>();
        manifests.stream()
                .filter(manifest -> manifest.type().groupKind().equals("CustomResourceDefinition.apiextensions.k8s.io"))
                .map(manifest -> manifest.json().path("spec"))
                .forEach(spec -> Json.elements(spec, "versions").forEach(version -> {
                    GroupVersionKind kind = kind(spec, version);
                    boolean namespaced = "Namespaced".equals(Json.text(spec, "scope"));
                    types.put(kind, new ResourceType(kind, Json.text(spec, "names", "plural"), namespaced));
                }));
        return types;
    }

    private static GroupVersionKind kind(JsonNode spec, JsonNode version) {
        return new GroupVersionKind(
                Json.text(spec, "group"), Json.text(version, "name"), Json.text(spec, "names", "kind"));
    }
}
