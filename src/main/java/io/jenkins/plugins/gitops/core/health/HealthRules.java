package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the health of any live object, of kinds known or unknown, from the object alone.
 *
 * <p>First the order that holds for every kind, after kstatus ({@code sigs.k8s.io/cli-utils}, {@code generic.go}):
 * being deleted, then not yet seen by its controller, then the {@code Stalled} and {@code Reconciling} conditions.
 * Unlike kstatus, {@code Stalled} is asked before {@code Reconciling}: a controller that says it cannot go on is
 * believed even if it forgot to take the other condition back. Then the rule of the kind; a kind without a rule of its
 * own is judged by its {@code Ready} condition and is healthy when it has none. {@link HealthExpressions} for the kind
 * take the place of all but the first two.
 *
 * <p>What one object cannot tell is not decided here: how long a state has lasted, whether a Deployment's Pods can pull
 * their image, whether a custom resource without any status is still waiting for its controller. {@link Verifier} adds
 * that.
 */
public final class HealthRules {
    private static final Map<String, HealthRule> BY_KIND = Map.ofEntries(
            Map.entry("Deployment.apps", DeploymentHealth::assess),
            Map.entry("StatefulSet.apps", StatefulSetHealth::assess),
            Map.entry("DaemonSet.apps", DaemonSetHealth::assess),
            Map.entry("ReplicaSet.apps", ReplicaSetHealth::assess),
            Map.entry("Job.batch", JobHealth::assess),
            Map.entry("Pod", PodHealth::assess),
            Map.entry("CronJob.batch", CronJobHealth::assess),
            Map.entry("ReplicationController", ReplicaSetHealth::assess),
            Map.entry("PersistentVolumeClaim", PersistentVolumeClaimHealth::assess),
            Map.entry("PersistentVolume", PersistentVolumeHealth::assess),
            Map.entry("Ingress.networking.k8s.io", IngressHealth::assess),
            Map.entry("HorizontalPodAutoscaler.autoscaling", HorizontalPodAutoscalerHealth::assess),
            Map.entry("PodDisruptionBudget.policy", PodDisruptionBudgetHealth::assess),
            Map.entry("ValidatingWebhookConfiguration.admissionregistration.k8s.io", WebhookHealth::assess),
            Map.entry("MutatingWebhookConfiguration.admissionregistration.k8s.io", WebhookHealth::assess),
            Map.entry("CustomResourceDefinition.apiextensions.k8s.io", CustomResourceDefinitionHealth::assess),
            Map.entry("Namespace", NamespaceHealth::assess),
            Map.entry("Service", ServiceHealth::assess),
            Map.entry("APIService.apiregistration.k8s.io", ApiServiceHealth::assess));

    private HealthRules() {}

    /**
     * @param live the object as the server returned it, with {@code apiVersion} and {@code kind}
     * @return its health, with a reason for people unless there is nothing to say
     */
    public static Health assess(ObjectNode live) {
        return assess(live, HealthExpressions.STANDARD);
    }

    /**
     * @param live the object as the server returned it, with {@code apiVersion} and {@code kind}
     * @param expressions asked before the rule of the kind and before {@code Stalled} and {@code Reconciling}, as in Flux
     * @return its health, with a reason for people unless there is nothing to say
     */
    static Health assess(ObjectNode live, HealthExpressions expressions) {
        return unseen(live)
                .or(() -> expressions.assess(live))
                .or(() -> held(live))
                .orElseGet(() -> BY_KIND.getOrDefault(groupKind(live), ReadyHealth::assess)
                        .assess(live));
    }

    private static String groupKind(ObjectNode live) {
        return GroupVersionKind.of(Json.text(live, "apiVersion"), Json.text(live, "kind"))
                .groupKind();
    }

    private static Optional<Health> unseen(ObjectNode live) {
        if (!Json.text(live, "metadata", "deletionTimestamp").isEmpty()) {
            return Optional.of(Health.progressing(deletion(live)));
        }
        JsonNode observed = Json.at(live, "status", "observedGeneration");
        long generation = Json.at(live, "metadata", "generation").asLong(0);
        if (observed.isNumber() && observed.asLong() < generation) {
            return Optional.of(Health.progressing(
                    "its controller has not yet seen generation " + generation + ", only " + observed.asLong()));
        }
        return Optional.empty();
    }

    private static Optional<Health> held(ObjectNode live) {
        Optional<Condition> stalled = Condition.holding(live, "Stalled");
        if (stalled.isPresent()) {
            return stalled.map(condition -> Health.failed("stalled: " + condition.words()));
        }
        return Condition.holding(live, "Reconciling")
                .map(condition -> Health.progressing("reconciling: " + condition.words()));
    }

    private static String deletion(ObjectNode live) {
        JsonNode finalizers = Json.at(live, "metadata", "finalizers");
        return finalizers.isEmpty()
                ? "being deleted"
                : "being deleted, held by the finalizer " + finalizers.path(0).asText();
    }
}
