package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Cause;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.cluster.WatchListener;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A gateway whose failures and warnings never repeat a sensitive value of the objects that went through it, whatever
 * the server or an admission webhook says (GHSA-274v-mgcv-cm8j is what happens otherwise).
 */
public final class RedactingGateway implements ClusterGateway {
    private static final String WITHHELD = "(withheld: the server repeats a sensitive value)";

    private record Id(String kind, String namespace, String name) {}

    private final ClusterGateway cluster;
    private final FieldRules rules;
    /** The sensitive objects as they were last sent, and as they were last seen. */
    private final Map<Id, ObjectNode> sent;

    private final Map<Id, ObjectNode> seen;

    private RedactingGateway(
            ClusterGateway cluster, FieldRules rules, Map<Id, ObjectNode> sent, Map<Id, ObjectNode> seen) {
        this.cluster = cluster;
        this.rules = rules;
        this.sent = sent;
        this.seen = seen;
    }

    /** @return the gateway, guarded by the rules */
    public static ClusterGateway of(ClusterGateway cluster, FieldRules rules) {
        boolean guarded = cluster instanceof RedactingGateway other && other.rules.equals(rules);
        return guarded
                ? cluster
                : new RedactingGateway(cluster, rules, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    @Override
    public ClusterGateway guardedBy(Runnable check) {
        return new RedactingGateway(cluster.guardedBy(check), rules, sent, seen);
    }

    @Override
    public String server() {
        return cluster.server();
    }

    @Override
    public String version() {
        return cluster.version();
    }

    @Override
    public Optional<ResourceType> type(GroupVersionKind kind) {
        return cluster.type(kind);
    }

    @Override
    public Optional<ResourceType> type(String group, String kind) {
        return cluster.type(group, kind);
    }

    @Override
    public List<String> apiVersions() {
        return cluster.apiVersions();
    }

    @Override
    public List<ResourceType> namespacedTypes() {
        return cluster.namespacedTypes();
    }

    @Override
    public void forgetDiscovery() {
        cluster.forgetDiscovery();
    }

    @Override
    public Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
        return cluster.get(type, namespace, name).map(this::noted);
    }

    @Override
    public Listing list(ResourceType type, String namespace, String labelSelector) {
        Listing listing = cluster.list(type, namespace, labelSelector);
        listing.items().forEach(this::noted);
        return listing;
    }

    @Override
    public Applied apply(ResourceType type, ObjectNode object, ApplyOptions options) {
        Id id = send(object);
        Applied applied = guarded(id, () -> cluster.apply(type, object, options));
        noted(applied.object());
        return new Applied(applied.object(), applied.created(), applied.repeated(), warnings(id, applied.warnings()));
    }

    @Override
    public ObjectNode create(ResourceType type, ObjectNode object) {
        return noted(guarded(send(object), () -> cluster.create(type, object)));
    }

    @Override
    public ObjectNode replace(ResourceType type, ObjectNode object) {
        return noted(guarded(send(object), () -> cluster.replace(type, object)));
    }

    @Override
    public ObjectNode patch(ResourceType type, String namespace, String name, ArrayNode operations, boolean dryRun) {
        Id id = new Id(type.kind().groupKind(), namespace, name);
        return noted(guarded(id, () -> cluster.patch(type, namespace, name, operations, dryRun)));
    }

    @Override
    public Deletion delete(ResourceType type, String namespace, String name, String uid, boolean dryRun) {
        Id id = new Id(type.kind().groupKind(), namespace, name);
        return guarded(id, () -> cluster.delete(type, namespace, name, uid, dryRun));
    }

    @Override
    public AutoCloseable watch(
            ResourceType type, String namespace, String labelSelector, String resourceVersion, WatchListener listener) {
        return cluster.watch(type, namespace, labelSelector, resourceVersion, listener);
    }

    @Override
    public String log(String namespace, String pod, String container, int lines, boolean previous) {
        return cluster.log(namespace, pod, container, lines, previous);
    }

    @Override
    public Answer ask(String namespace, String service, String path, Duration limit) {
        return cluster.ask(namespace, service, path, limit);
    }

    @Override
    public void close() {
        cluster.close();
    }

    private Id send(ObjectNode object) {
        Id id = id(object);
        if (!SensitiveFields.isNeverIn(object, rules)) {
            sent.put(id, object);
        }
        return id;
    }

    private ObjectNode noted(ObjectNode object) {
        if (!SensitiveFields.isNeverIn(object, rules)) {
            seen.put(id(object), object);
        }
        return object;
    }

    private static Id id(ObjectNode object) {
        return new Id(
                GroupVersionKind.of(Json.text(object, "apiVersion"), Json.text(object, "kind"))
                        .groupKind(),
                Json.text(object, "metadata", "namespace"),
                Json.text(object, "metadata", "name"));
    }

    private <T> T guarded(Id id, Supplier<T> request) {
        try {
            return request.get();
        } catch (ClusterException e) {
            throw redacted(id, e);
        }
    }

    /** The failure without its cause where it tells a value: stack traces print causes. */
    private ClusterException redacted(Id id, ClusterException e) {
        Redaction redaction = redaction(id);
        List<Cause> causes = e.causes().stream()
                .map(cause -> redaction.isRepeatedIn(cause.message())
                        ? new Cause(cause.type(), cause.field(), withheld(cause.message()))
                        : cause)
                .toList();
        boolean tells = redaction.isRepeatedIn(e.getMessage());
        if (!tells && causes.equals(e.causes())) {
            return e;
        }
        List<String> fields = causes.stream().map(Cause::field).distinct().toList();
        String words = "cannot write " + id.kind() + "/" + id.name() + ": " + WITHHELD
                + (fields.isEmpty() ? "" : "; fields: " + String.join(", ", fields));
        return new ClusterException(e.reason(), e.code(), tells ? words : e.getMessage(), causes);
    }

    /** Nothing of the server's words but whether the field can be changed at all. */
    private static String withheld(String message) {
        return message.contains("field is immutable") ? "field is immutable" : WITHHELD;
    }

    private List<String> warnings(Id id, List<String> warnings) {
        Redaction redaction = warnings.isEmpty() ? null : redaction(id);
        return warnings.stream()
                .map(warning -> redaction.isRepeatedIn(warning) ? WITHHELD : warning)
                .toList();
    }

    private Redaction redaction(Id id) {
        List<ObjectNode> objects = new ArrayList<>();
        Optional.ofNullable(sent.get(id)).ifPresent(objects::add);
        Optional.ofNullable(seen.get(id)).ifPresent(objects::add);
        return new Redaction(objects, rules);
    }
}
