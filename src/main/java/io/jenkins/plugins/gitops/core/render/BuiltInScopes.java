package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import java.util.Optional;
import java.util.Set;

/** Which of Kubernetes' own types live in namespaces. */
final class BuiltInScopes implements Scopes {
    private static final Set<String> GROUPS = Set.of(
            "",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "authentication.k8s.io",
            "authorization.k8s.io",
            "autoscaling",
            "batch",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "internal.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io",
            "storagemigration.k8s.io");

    private static final Set<String> CLUSTER_SCOPED = Set.of(
            "ComponentStatus",
            "Namespace",
            "Node",
            "PersistentVolume",
            "MutatingAdmissionPolicy.admissionregistration.k8s.io",
            "MutatingAdmissionPolicyBinding.admissionregistration.k8s.io",
            "MutatingWebhookConfiguration.admissionregistration.k8s.io",
            "ValidatingAdmissionPolicy.admissionregistration.k8s.io",
            "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io",
            "ValidatingWebhookConfiguration.admissionregistration.k8s.io",
            "CustomResourceDefinition.apiextensions.k8s.io",
            "APIService.apiregistration.k8s.io",
            "SelfSubjectReview.authentication.k8s.io",
            "TokenReview.authentication.k8s.io",
            "SelfSubjectAccessReview.authorization.k8s.io",
            "SelfSubjectRulesReview.authorization.k8s.io",
            "SubjectAccessReview.authorization.k8s.io",
            "CertificateSigningRequest.certificates.k8s.io",
            "ClusterTrustBundle.certificates.k8s.io",
            "FlowSchema.flowcontrol.apiserver.k8s.io",
            "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io",
            "StorageVersion.internal.apiserver.k8s.io",
            "IngressClass.networking.k8s.io",
            "IPAddress.networking.k8s.io",
            "ServiceCIDR.networking.k8s.io",
            "RuntimeClass.node.k8s.io",
            "PodSecurityPolicy.policy",
            "ClusterRole.rbac.authorization.k8s.io",
            "ClusterRoleBinding.rbac.authorization.k8s.io",
            "DeviceClass.resource.k8s.io",
            "DeviceTaintRule.resource.k8s.io",
            "ResourceSlice.resource.k8s.io",
            "PriorityClass.scheduling.k8s.io",
            "CSIDriver.storage.k8s.io",
            "CSINode.storage.k8s.io",
            "StorageClass.storage.k8s.io",
            "VolumeAttachment.storage.k8s.io",
            "VolumeAttributesClass.storage.k8s.io",
            "StorageVersionMigration.storagemigration.k8s.io");

    @Override
    public Optional<Boolean> namespaced(GroupVersionKind type) {
        return GROUPS.contains(type.group())
                ? Optional.of(!CLUSTER_SCOPED.contains(type.groupKind()))
                : Optional.empty();
    }
}
