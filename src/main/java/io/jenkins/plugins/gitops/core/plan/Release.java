package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * A field that we give up without changing it: it is no longer declared, and whoever else cares for it goes on from the
 * value that is there.
 *
 * @param field the field in the live object
 * @param words what that means, for people: {@code spec.replicas is left to HorizontalPodAutoscaler.autoscaling/web}
 */
public record Release(JsonPointer field, String words) {}
