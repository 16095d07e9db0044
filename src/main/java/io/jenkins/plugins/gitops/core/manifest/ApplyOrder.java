package io.jenkins.plugins.gitops.core.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The order in which objects are applied; pruning goes the other way round.
 *
 * <p>Flux's list ({@code fluxcd/pkg ssa/sort.go}) is the base: definitions and namespaces, then what is cluster-wide,
 * then what workloads need, then workloads, then kinds that no list knows, webhooks last. Decided differently, with
 * Helm ({@code kind_sorter.go}): quotas, limits and network policies come before anything that they govern, and API
 * services after everything that may serve them. Webhooks come last of all (cli-utils puts mutating ones early),
 * because a webhook whose Pods are not up yet refuses the rest. Kinds count only in their own API group. Within a stage
 * the {@link Wave} comes before the kind: definitions and namespaces stay in front of what needs them in any wave.
 */
public final class ApplyOrder {
    /** The stage of CustomResourceDefinitions and Namespaces, which must be established before the next. */
    public static final int DEFINITIONS = 0;
    /** The stage of cluster roles and classes. */
    public static final int CLUSTER_POLICY = 1;
    /** The stage of everything that no other stage claims. */
    public static final int OBJECTS = 2;
    /** The stage of webhook configurations. */
    public static final int WEBHOOKS = 3;

    private static final Map<String, Integer> DEFINITION_RANKS =
            ranks("CustomResourceDefinition.apiextensions.k8s.io", "Namespace");

    private static final Map<String, Integer> CLUSTER_POLICY_RANKS = ranks(
            "ClusterRole.rbac.authorization.k8s.io",
            "ClusterRoleBinding.rbac.authorization.k8s.io",
            "PriorityClass.scheduling.k8s.io",
            "RuntimeClass.node.k8s.io",
            "DeviceClass.resource.k8s.io",
            "StorageClass.storage.k8s.io",
            "VolumeAttributesClass.storage.k8s.io",
            "VolumeSnapshotClass.snapshot.storage.k8s.io",
            "IngressClass.networking.k8s.io",
            "GatewayClass.gateway.networking.k8s.io",
            "ClusterClass.cluster.x-k8s.io");

    private static final Map<String, Integer> OBJECT_RANKS = ranks(
            "ResourceQuota",
            "LimitRange",
            "NetworkPolicy.networking.k8s.io",
            "ServiceAccount",
            "Role.rbac.authorization.k8s.io",
            "RoleBinding.rbac.authorization.k8s.io",
            "ConfigMap",
            "Secret",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "Service",
            "DaemonSet.apps",
            "Pod",
            "ReplicationController",
            "ReplicaSet.apps",
            "Deployment.apps",
            "StatefulSet.apps",
            "Job.batch",
            "CronJob.batch",
            "HorizontalPodAutoscaler.autoscaling",
            "PodDisruptionBudget.policy",
            "Ingress.networking.k8s.io");

    private static final String API_SERVICE = "APIService.apiregistration.k8s.io";

    private static final Map<String, Integer> WEBHOOK_RANKS = ranks(
            "MutatingWebhookConfiguration.admissionregistration.k8s.io",
            "ValidatingWebhookConfiguration.admissionregistration.k8s.io");

    private static final Comparator<Manifest> ORDER = Comparator.comparing(Place::of);
    private static final Comparator<Manifest> PRUNING = Comparator.<Manifest, Boolean>comparing(
                    m -> m.type().groupKind().equals("Namespace"))
            .thenComparing(ORDER.reversed());

    private ApplyOrder() {}

    /** @return the stage of the type: {@link #DEFINITIONS} to {@link #WEBHOOKS} */
    public static int stage(GroupVersionKind type) {
        String kind = type.groupKind();
        if (DEFINITION_RANKS.containsKey(kind)) {
            return DEFINITIONS;
        }
        if (CLUSTER_POLICY_RANKS.containsKey(kind)) {
            return CLUSTER_POLICY;
        }
        return WEBHOOK_RANKS.containsKey(kind) ? WEBHOOKS : OBJECTS;
    }

    /** @return the order: by stage, wave, kind, then group, namespace and name */
    public static Comparator<Manifest> comparator() {
        return ORDER;
    }

    /** @return the items in the order of their manifests */
    public static <T> List<T> sorted(Collection<T> items, Function<T, Manifest> manifest) {
        record Placed<T>(T item, Place place) {}
        return items.stream()
                .map(item -> new Placed<>(item, Place.of(manifest.apply(item))))
                .sorted(Comparator.comparing(Placed::place))
                .map(Placed::item)
                .toList();
    }

    /**
     * @return the order of deletion: the reverse, but namespaces last. In the order of application they come after
     *     CustomResourceDefinitions, whose conversion webhook may live in one
     */
    public static Comparator<Manifest> pruning() {
        return PRUNING;
    }

    /** Where an object stands in the order. */
    private record Place(int stage, int wave, int rank, ResourceKey key) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::stage)
                .thenComparingInt(Place::wave)
                .thenComparingInt(Place::rank)
                .thenComparing(Place::key);

        static Place of(Manifest manifest) {
            GroupVersionKind type = manifest.type();
            return new Place(ApplyOrder.stage(type), Wave.of(manifest.json()), ApplyOrder.rank(type), manifest.key());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private static int rank(GroupVersionKind type) {
        String kind = type.groupKind();
        if (kind.equals(API_SERVICE)) {
            return OBJECT_RANKS.size() + 1;
        }
        return switch (stage(type)) {
            case DEFINITIONS -> DEFINITION_RANKS.get(kind);
            case CLUSTER_POLICY -> CLUSTER_POLICY_RANKS.get(kind);
            case WEBHOOKS -> WEBHOOK_RANKS.get(kind);
            default -> OBJECT_RANKS.getOrDefault(kind, OBJECT_RANKS.size());
        };
    }

    private static Map<String, Integer> ranks(String... kinds) {
        List<String> order = List.of(kinds);
        return IntStream.range(0, order.size())
                .boxed()
                .collect(Collectors.toUnmodifiableMap(order::get, Function.identity()));
    }
}
