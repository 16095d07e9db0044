package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;

/**
 * What is to become healthy, and how long that may take.
 *
 * @param targets the objects, in the order in which the result names them
 * @param labelSelector what selects them among others of their kinds, such as
 *     {@code applyset.kubernetes.io/part-of=<id>}; empty looks at all objects of those kinds
 * @param timeout how long all of them may take to become ready; the stabilisation window comes on top
 * @param each how long one of them may take before it counts as failed, unless its annotation {@value #TIMEOUT} says
 *     otherwise; zero for as long as all
 * @param stabilisation how long they must stay ready together; zero for not at all
 * @param failFast whether to end at the first failure; otherwise when each object is either ready or failed
 * @param toEnd whether the objects are Jobs and Pods that were just created and are ready when they have done their work
 * @param expressions what people have said about the health of kinds
 */
public record VerifyRequest(
        List<Target> targets,
        String labelSelector,
        Duration timeout,
        Duration each,
        Duration stabilisation,
        boolean failFast,
        boolean toEnd,
        HealthExpressions expressions) {
    /** On any object: how many seconds it may take to become healthy. */
    public static final String TIMEOUT = "gitops.jenkins.io/health-timeout";

    /** A request for objects that are to become healthy. */
    public VerifyRequest(
            List<Target> targets, String labelSelector, Duration timeout, Duration stabilisation, boolean failFast) {
        this(
                targets,
                labelSelector,
                timeout,
                Duration.ZERO,
                stabilisation,
                failFast,
                false,
                HealthExpressions.STANDARD);
    }

    /** @return this request with rules about health */
    public VerifyRequest with(HealthExpressions rules) {
        return new VerifyRequest(targets, labelSelector, timeout, each, stabilisation, failFast, toEnd, rules);
    }

    /** @return this request with a limit for each object */
    public VerifyRequest withEach(Duration limit) {
        return new VerifyRequest(targets, labelSelector, timeout, limit, stabilisation, failFast, toEnd, expressions);
    }

    /** @return a request for a Job or a Pod that was just created, to be waited for until it has succeeded or failed */
    public static VerifyRequest end(Target target, String labelSelector, Duration timeout) {
        return new VerifyRequest(
                List.of(target),
                labelSelector,
                timeout,
                Duration.ZERO,
                Duration.ZERO,
                true,
                true,
                HealthExpressions.STANDARD);
    }

    public VerifyRequest {
        targets = List.copyOf(targets);
        if (timeout.isNegative() || each.isNegative() || stabilisation.isNegative()) {
            throw new IllegalArgumentException("a timeout and a stabilisation window cannot be negative");
        }
    }

    /**
     * One object to wait for.
     *
     * @param key its identity, with an empty namespace when it is cluster-scoped
     * @param type the type in which to watch it
     * @param uid the UID it has had since it was applied; empty when any object of that name will do
     * @param generation the generation that the apply made; older ones are not judged; 0 when it is not known
     */
    public record Target(ResourceKey key, GroupVersionKind type, String uid, long generation) {

        /** @return the target for exactly the object that an apply or a read returned */
        public static Target of(ObjectNode live) {
            GroupVersionKind type = GroupVersionKind.of(Json.text(live, "apiVersion"), Json.text(live, "kind"));
            ResourceKey key = new ResourceKey(
                    type.group(),
                    type.kind(),
                    Json.text(live, "metadata", "namespace"),
                    Json.text(live, "metadata", "name"));
            return new Target(
                    key,
                    type,
                    Json.text(live, "metadata", "uid"),
                    Json.at(live, "metadata", "generation").asLong(0));
        }
    }
}
