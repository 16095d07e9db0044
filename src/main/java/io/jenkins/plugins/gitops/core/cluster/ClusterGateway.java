package io.jenkins.plugins.gitops.core.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The engine's only way to a cluster: untyped objects in and out, one request a call unless it says otherwise. All
 * methods may be called from several threads and throw {@link ClusterException}, whose reason tells what to do.
 * A read that fails in passing (429, 5xx, a broken connection) has been retried already; so has a write that is safe to
 * send twice. An interrupted thread gets a {@link ClusterException} with reason {@code INTERRUPTED}.
 */
public interface ClusterGateway extends AutoCloseable {

    /** @return the API server's URL, for people and records */
    String server();

    /** @return the version that the API server reports, such as {@code v1.35.2} */
    String version();

    /**
     * Finds how the cluster serves a type. Discovery is read once and again after {@link #forgetDiscovery()}.
     *
     * @return the type, or empty when the cluster does not serve it
     */
    Optional<ResourceType> type(GroupVersionKind kind);

    /**
     * Finds the preferred version of a type of which only group and kind are known.
     *
     * @return the type, or empty when the cluster does not serve it
     */
    Optional<ResourceType> type(String group, String kind);

    /** @return the types of the objects that are kept in namespaces, each kind in one version */
    List<ResourceType> namespacedTypes();

    /**
     * @return what the cluster serves, as charts ask for it: {@code group/version}, and {@code group/version/Kind} as far
     *     as it takes no request a version to find out
     */
    List<String> apiVersions();

    /** Makes the next {@link #type} read discovery again, for instance after a CRD was established. */
    void forgetDiscovery();

    /** @return the object, or empty when there is none; the namespace is ignored for cluster-scoped types */
    Optional<ObjectNode> get(ResourceType type, String namespace, String name);

    /**
     * Lists objects, page by page until the end.
     *
     * @param namespace the namespace; empty lists all namespaces or a cluster-scoped type
     * @param labelSelector a label selector, or an empty string for none
     * @return the objects, each with {@code apiVersion} and {@code kind}, and the list's {@code resourceVersion}
     */
    Listing list(ResourceType type, String namespace, String labelSelector);

    /**
     * Server-side apply.
     *
     * @param object a complete declaration; it names its namespace when the type is namespaced
     * @return what the server made (or with a dry run would make) of it
     */
    Applied apply(ResourceType type, ObjectNode object, ApplyOptions options);

    /** Creates an object. @return what the server stored; reason {@code ALREADY_EXISTS} when it is there */
    ObjectNode create(ResourceType type, ObjectNode object);

    /**
     * Replaces an object. The {@code resourceVersion} in it is the optimistic lock: reason {@code CONFLICT} when the
     * object has moved on.
     */
    ObjectNode replace(ResourceType type, ObjectNode object);

    /**
     * Changes an object by a JSON Patch (RFC 6902). A {@code replace} of {@code /metadata/resourceVersion} in it is the
     * optimistic lock: reason {@code CONFLICT} when the object has moved on.
     *
     * @param operations the patch
     * @param dryRun whether the server only computes the outcome
     * @return what the server made (or with a dry run would make) of the object
     */
    ObjectNode patch(ResourceType type, String namespace, String name, ArrayNode operations, boolean dryRun);

    /**
     * Deletes an object.
     *
     * @param uid when not empty, the delete is refused with reason {@code CONFLICT} if the live object has another UID
     * @param dryRun whether to ask only
     * @return what was found and what is left
     */
    Deletion delete(ResourceType type, String namespace, String name, String uid, boolean dryRun);

    /**
     * Watches objects from a {@code resourceVersion} on. The listener is called from a thread of the gateway's until
     * the returned handle is closed or the listener's {@link WatchListener#closed} was called.
     *
     * @param namespace the namespace; empty watches all namespaces or a cluster-scoped type
     * @param labelSelector a label selector, or an empty string for none
     */
    AutoCloseable watch(
            ResourceType type, String namespace, String labelSelector, String resourceVersion, WatchListener listener);

    /** @return the last lines of a container's log, as the server sends them; {@code previous} of its last run */
    String log(String namespace, String pod, String container, int lines, boolean previous);

    /**
     * Sends one GET to a Service through the API server, as {@code kubectl get --raw} does. It is not sent again. What
     * the API server says in place of a Service that cannot be reached (502, 503) is an answer like any other.
     *
     * @param service {@code NAME:PORT}, or {@code https:NAME:PORT} for TLS, whose certificate is not checked
     * @param path path and query as they are to be sent, beginning with a slash, without {@code ..}
     * @param limit how long the answer may take
     * @throws ClusterException with reason {@code FORBIDDEN} or {@code UNAUTHORIZED} when the API server does not let us
     */
    Answer ask(String namespace, String service, String path, Duration limit);

    /**
     * A view of the cluster whose writes are sent only as long as a condition holds, asked before every attempt: what is
     * sent again after a pause must not come too late.
     *
     * @param check throws when nothing may be written any more; the call throws the same then
     * @return the view, which needs no closing; a gateway that sends nothing twice may return itself
     */
    ClusterGateway guardedBy(Runnable check);

    /** Ends open connections and watches. */
    @Override
    void close();

    /**
     * A Service's answer.
     *
     * @param code the HTTP status
     * @param text the body, of a long one the first MiB
     */
    record Answer(int code, String text) {}

    /**
     * The answer to a list.
     *
     * @param items the objects
     * @param resourceVersion from where a watch continues without a gap
     */
    record Listing(List<ObjectNode> items, String resourceVersion) {}

    /**
     * The answer to an apply.
     *
     * @param object the object as the server stored it or would store it
     * @param created whether the object was not there before
     * @param repeated whether an answer was lost and the request was sent again: it may have been this very request
     *     that had created the object
     * @param warnings what the server warned of, one a line
     */
    record Applied(ObjectNode object, boolean created, boolean repeated, List<String> warnings) {}

    /**
     * The answer to a delete.
     *
     * @param found whether there was an object to delete
     * @param held the object as it is now, when it is still there: finalizers or a period of grace hold it
     */
    record Deletion(boolean found, Optional<ObjectNode> held) {}

    /**
     * How to apply.
     *
     * @param manager the field manager
     * @param force whether fields of other managers are taken over
     * @param dryRun whether the server only computes the outcome
     */
    record ApplyOptions(String manager, boolean force, boolean dryRun) {}
}
