package io.jenkins.plugins.gitops.core.access;

import io.jenkins.plugins.gitops.core.cluster.ResourceType;

/**
 * Something that a credential must be allowed to do, as the authorizers of an API server see it.
 *
 * @param verb the API's verb: {@code get}, {@code list}, {@code create}, {@code update}, {@code patch}, {@code delete}
 * @param type what kind of object
 * @param namespace empty for objects of the whole cluster
 * @param name the object; empty when the request names none, as a list does, or a create by POST
 * @param purpose what it is needed for, for people: the object, or what of ours is kept in it
 */
public record Permission(String verb, ResourceType type, String namespace, String name, String purpose) {

    /** @return {@code deployments.apps}, as messages of the server call it */
    String resource() {
        String group = type.kind().group();
        return group.isEmpty() ? type.plural() : type.plural() + "." + group;
    }

    /** @return the same for any object of the kind */
    Permission withoutName() {
        return new Permission(verb, type, namespace, "", "");
    }
}
