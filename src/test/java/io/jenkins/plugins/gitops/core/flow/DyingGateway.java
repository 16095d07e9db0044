package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.cluster.WatchListener;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A gateway that reaches nothing from its n-th write on, as if the program were killed there. */
public class DyingGateway implements ClusterGateway {
    private final ClusterGateway gateway;
    private final int at;
    private final boolean executed;
    private int writes;

    /**
     * @param at the number of the write, from 1
     * @param executed whether that write still reaches the server; its answer does not come back either way
     */
    public DyingGateway(ClusterGateway gateway, int at, boolean executed) {
        this.gateway = gateway;
        this.at = at;
        this.executed = executed;
    }

    /** @return how many writes were tried */
    synchronized int writes() {
        return writes;
    }

    private <T> T write(Supplier<T> call) {
        int number;
        synchronized (this) {
            number = ++writes;
        }
        if (number > at || number == at && !executed) {
            throw dead();
        }
        T answer = call.get();
        if (number == at) {
            throw dead();
        }
        return answer;
    }

    private synchronized <T> T read(Supplier<T> call) {
        if (writes >= at) {
            throw dead();
        }
        return call.get();
    }

    private static ClusterException dead() {
        return new ClusterException(Reason.UNREACHABLE, "cannot reach the cluster: killed by the test", null);
    }

    @Override
    public String server() {
        return gateway.server();
    }

    @Override
    public String version() {
        return read(gateway::version);
    }

    @Override
    public Optional<ResourceType> type(GroupVersionKind kind) {
        return read(() -> gateway.type(kind));
    }

    @Override
    public Optional<ResourceType> type(String group, String kind) {
        return read(() -> gateway.type(group, kind));
    }

    @Override
    public List<String> apiVersions() {
        return read(gateway::apiVersions);
    }

    @Override
    public List<ResourceType> namespacedTypes() {
        return read(gateway::namespacedTypes);
    }

    @Override
    public void forgetDiscovery() {
        gateway.forgetDiscovery();
    }

    @Override
    public Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
        return read(() -> gateway.get(type, namespace, name));
    }

    @Override
    public Listing list(ResourceType type, String namespace, String labelSelector) {
        return read(() -> gateway.list(type, namespace, labelSelector));
    }

    @Override
    public Applied apply(ResourceType type, ObjectNode object, ApplyOptions options) {
        Supplier<Applied> call = () -> gateway.apply(type, object, options);
        return options.dryRun() ? read(call) : write(call);
    }

    @Override
    public ObjectNode create(ResourceType type, ObjectNode object) {
        Supplier<ObjectNode> call = () -> gateway.create(type, object);
        // A review asks in the form of an object and leaves nothing behind.
        return type.kind().group().equals("authorization.k8s.io") ? read(call) : write(call);
    }

    @Override
    public ObjectNode replace(ResourceType type, ObjectNode object) {
        return write(() -> gateway.replace(type, object));
    }

    @Override
    public ObjectNode patch(ResourceType type, String namespace, String name, ArrayNode operations, boolean dryRun) {
        Supplier<ObjectNode> call = () -> gateway.patch(type, namespace, name, operations, dryRun);
        return dryRun ? read(call) : write(call);
    }

    @Override
    public Deletion delete(ResourceType type, String namespace, String name, String uid, boolean dryRun) {
        return write(() -> gateway.delete(type, namespace, name, uid, dryRun));
    }

    @Override
    public AutoCloseable watch(
            ResourceType type, String namespace, String labelSelector, String resourceVersion, WatchListener listener) {
        return read(() -> gateway.watch(type, namespace, labelSelector, resourceVersion, listener));
    }

    @Override
    public String log(String namespace, String pod, String container, int lines, boolean previous) {
        return read(() -> gateway.log(namespace, pod, container, lines, previous));
    }

    @Override
    public Answer ask(String namespace, String service, String path, Duration limit) {
        return read(() -> gateway.ask(namespace, service, path, limit));
    }

    @Override
    public ClusterGateway guardedBy(Runnable check) {
        return this;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
