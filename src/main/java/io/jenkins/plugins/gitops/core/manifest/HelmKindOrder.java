package io.jenkins.plugins.gitops.core.manifest;

import java.util.Comparator;
import java.util.List;

/** Helm's order of kinds, which takes no notice of API groups ({@code pkg/release/v1/util/kind_sorter.go}). */
final class HelmKindOrder {
    private static final List<String> KINDS = List.of(
            "PriorityClass",
            "Namespace",
            "NetworkPolicy",
            "ResourceQuota",
            "LimitRange",
            "PodSecurityPolicy",
            "PodDisruptionBudget",
            "ServiceAccount",
            "Secret",
            "SecretList",
            "ConfigMap",
            "StorageClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleList",
            "ClusterRoleBinding",
            "ClusterRoleBindingList",
            "Role",
            "RoleList",
            "RoleBinding",
            "RoleBindingList",
            "Service",
            "DaemonSet",
            "Pod",
            "ReplicationController",
            "ReplicaSet",
            "Deployment",
            "HorizontalPodAutoscaler",
            "StatefulSet",
            "Job",
            "CronJob",
            "IngressClass",
            "Ingress",
            "APIService",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration");

    /** The order in which Helm installs kinds: as listed; kinds that it does not know come last, by name. */
    static final Comparator<String> INSTALL =
            Comparator.comparingInt(HelmKindOrder::rank).thenComparing(Comparator.naturalOrder());

    private HelmKindOrder() {}

    private static int rank(String kind) {
        int listed = KINDS.indexOf(kind);
        return listed < 0 ? KINDS.size() : listed;
    }
}
