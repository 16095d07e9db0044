package io.jenkins.plugins.gitops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.cluster.WatchListener;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cluster over fabric8's HTTP client. Requests are built here as the API defines them, on untyped JSON: nothing is
 * bound to typed models, so unknown kinds and fields survive and custom resources need nothing special.
 */
public final class KubernetesGateway implements ClusterGateway {
    /** Objects a page: the API server's and kubectl's usual chunk. */
    private static final int PAGE = 500;

    private static final int CONFLICT_ATTEMPTS = 4;

    private final HttpClient http;
    private final String server;
    private final Transport transport;
    private final Discovery discovery;

    private KubernetesGateway(HttpClient http, String server, Transport transport, Discovery discovery) {
        this.http = http;
        this.server = server;
        this.transport = transport;
        this.discovery = discovery;
    }

    /**
     * Opens a cluster; no request is sent yet.
     *
     * @param config address and credentials, complete: nothing else is read from the environment
     * @param retry how failed requests are repeated
     * @throws io.jenkins.plugins.gitops.core.GitOpsException when a certificate or key in it cannot be used
     */
    static KubernetesGateway open(Config config, Retry retry) {
        Config complete = new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(0)
                .withMaxConcurrentRequests(64)
                .withMaxConcurrentRequestsPerHost(32)
                .build();
        Tls.hide(complete);
        HttpClient http =
                Tls.configure(new SingleAttempts().newBuilder(complete), config).build();
        String server = complete.getMasterUrl().replaceAll("/+$", "");
        Transport transport =
                new Transport(http, server, Duration.ofMillis(complete.getRequestTimeout()), retry, () -> {});
        return new KubernetesGateway(http, server, transport, new Discovery(transport));
    }

    @Override
    public ClusterGateway guardedBy(Runnable check) {
        return new KubernetesGateway(http, server, transport.guardedBy(check), discovery);
    }

    @Override
    public String server() {
        return server;
    }

    @Override
    public String version() {
        String what = "read the version of the cluster";
        Reply reply = transport.send(Transport.Call.get("/version"));
        if (!reply.ok()) {
            throw Failures.of(reply, what, false);
        }
        String version = Json.text(reply.json(), "gitVersion");
        if (version.isEmpty()) {
            throw transport.notKubernetes(what);
        }
        return version;
    }

    @Override
    public Optional<ResourceType> type(GroupVersionKind kind) {
        return discovery.find(kind);
    }

    @Override
    public Optional<ResourceType> type(String group, String kind) {
        return discovery.find(group, kind);
    }

    @Override
    public List<String> apiVersions() {
        return discovery.apiVersions();
    }

    @Override
    public List<ResourceType> namespacedTypes() {
        return discovery.namespaced();
    }

    @Override
    public void forgetDiscovery() {
        discovery.forget();
    }

    @Override
    public Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
        try {
            return Optional.of(get(Urls.object(type, namespace, name), what("read", type, namespace, name), false));
        } catch (ClusterException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Listing list(ResourceType type, String namespace, String labelSelector) {
        String what = what("list", type, namespace, "");
        for (int attempt = 1; ; attempt++) {
            try {
                return pages(type, namespace, labelSelector, what);
            } catch (ClusterException e) {
                // The page token outlived the server's memory: begin again with a fresh snapshot.
                if (e.reason() != Reason.GONE || attempt == CONFLICT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Listing pages(ResourceType type, String namespace, String labelSelector, String what) {
        List<ObjectNode> items = new ArrayList<>();
        String token = "";
        String resourceVersion;
        do {
            JsonNode page = get(
                    Urls.collection(type, namespace) + "?limit=" + PAGE
                            + (labelSelector.isEmpty() ? "" : "&labelSelector=" + Urls.value(labelSelector))
                            + (token.isEmpty() ? "" : "&continue=" + Urls.value(token)),
                    what,
                    false);
            if (!Json.text(page, "kind").endsWith("List")) {
                throw transport.notKubernetes(what);
            }
            for (JsonNode item : page.path("items")) {
                ObjectNode object = (ObjectNode) item;
                object.put("apiVersion", type.kind().apiVersion());
                object.put("kind", type.kind().kind());
                items.add(object);
            }
            token = Json.text(page, "metadata", "continue");
            resourceVersion = Json.text(page, "metadata", "resourceVersion");
        } while (!token.isEmpty());
        return new Listing(items, resourceVersion);
    }

    @Override
    public Applied apply(ResourceType type, ObjectNode object, ApplyOptions options) {
        String namespace = Json.text(object, "metadata", "namespace");
        String name = Json.text(object, "metadata", "name");
        String path = Urls.object(type, namespace, name) + "?fieldManager=" + Urls.value(options.manager())
                + "&fieldValidation=Strict" + (options.force() ? "&force=true" : "")
                + (options.dryRun() ? "&dryRun=All" : "");
        // Applying the same declaration twice is applying it once, so a lost answer is no reason to stop.
        Transport.Call call =
                new Transport.Call("PATCH", path, Transport.JSON, Transport.APPLY, Json.write(object), true);
        String what = what(options.dryRun() ? "predict" : "apply", type, namespace, name);
        for (int attempt = 1; ; attempt++) {
            Reply reply = transport.send(call);
            if (reply.ok()) {
                return new Applied(object(reply, what), reply.code() == 201, reply.repeated(), reply.warnings());
            }
            ClusterException failure = Failures.of(reply, what, secret(type));
            // Somebody else wrote in between, or the object is just going: neither is a conflict about fields.
            if (failure.reason() != Reason.CONFLICT || attempt == CONFLICT_ATTEMPTS) {
                throw failure;
            }
            Transport.pause(Retry.DEFAULT.delay(attempt + 1, Duration.ZERO));
        }
    }

    @Override
    public ObjectNode create(ResourceType type, ObjectNode object) {
        String namespace = Json.text(object, "metadata", "namespace");
        return write("POST", Urls.collection(type, namespace), type, object, "create");
    }

    @Override
    public ObjectNode replace(ResourceType type, ObjectNode object) {
        String namespace = Json.text(object, "metadata", "namespace");
        String path = Urls.object(type, namespace, Json.text(object, "metadata", "name"));
        return write("PUT", path, type, object, "update");
    }

    private ObjectNode write(String method, String path, ResourceType type, ObjectNode object, String verb) {
        String what =
                what(verb, type, Json.text(object, "metadata", "namespace"), Json.text(object, "metadata", "name"));
        Reply reply = transport.send(
                new Transport.Call(method, path, Transport.JSON, Transport.JSON, Json.write(object), false));
        if (!reply.ok()) {
            throw Failures.of(reply, what, secret(type));
        }
        return object(reply, what);
    }

    @Override
    public ObjectNode patch(ResourceType type, String namespace, String name, ArrayNode operations, boolean dryRun) {
        String path = Urls.object(type, namespace, name) + (dryRun ? "?dryRun=All" : "");
        Reply reply = transport.send(
                new Transport.Call("PATCH", path, Transport.JSON, Transport.PATCH, Json.write(operations), dryRun));
        String what = what("patch", type, namespace, name);
        if (!reply.ok()) {
            throw Failures.of(reply, what, secret(type));
        }
        return object(reply, what);
    }

    @Override
    public Deletion delete(ResourceType type, String namespace, String name, String uid, boolean dryRun) {
        ObjectNode options = Json.object();
        options.put("apiVersion", "v1").put("kind", "DeleteOptions").put("propagationPolicy", "Background");
        if (!uid.isEmpty()) {
            options.putObject("preconditions").put("uid", uid);
        }
        if (dryRun) {
            options.putArray("dryRun").add("All");
        }
        Reply reply = transport.send(new Transport.Call(
                "DELETE",
                Urls.object(type, namespace, name),
                Transport.JSON,
                Transport.JSON,
                Json.write(options),
                !uid.isEmpty()));
        if (reply.code() == 404) {
            return new Deletion(false, Optional.empty());
        }
        if (!reply.ok()) {
            throw Failures.of(reply, what("delete", type, namespace, name), secret(type));
        }
        // The answer is a Status when the object is gone, else the object with its deletionTimestamp.
        return new Deletion(
                true,
                Optional.of(object(reply, what("delete", type, namespace, name)))
                        .filter(object -> !Json.text(object, "metadata", "deletionTimestamp")
                                .isEmpty()));
    }

    @Override
    public AutoCloseable watch(
            ResourceType type, String namespace, String labelSelector, String resourceVersion, WatchListener listener) {
        String path = Urls.collection(type, namespace) + "?watch=true&allowWatchBookmarks=true&timeoutSeconds=300"
                + "&resourceVersion=" + Urls.value(resourceVersion)
                + (labelSelector.isEmpty() ? "" : "&labelSelector=" + Urls.value(labelSelector));
        return new WatchStream(transport, what("watch", type, namespace, ""), listener).open(path);
    }

    @Override
    public String log(String namespace, String pod, String container, int lines, boolean previous) {
        ResourceType pods = new ResourceType(new GroupVersionKind("", "v1", "Pod"), "pods", true);
        Reply reply = transport.send(new Transport.Call(
                "GET",
                Urls.object(pods, namespace, pod) + "/log?container=" + Urls.value(container) + "&tailLines=" + lines
                        + "&limitBytes=65536" + (previous ? "&previous=true" : ""),
                "*/*",
                null,
                null,
                true));
        if (!reply.ok()) {
            throw Failures.of(
                    reply, "read the log of " + what("", pods, namespace, pod).strip(), false);
        }
        return reply.text();
    }

    @Override
    public Answer ask(String namespace, String service, String path, Duration limit) {
        Reply reply = new ServiceCall(transport, limit).send(Urls.proxy(namespace, service, path));
        boolean refused = (reply.code() == 401 || reply.code() == 403)
                && Json.text(reply.json(), "kind").equals("Status");
        if (refused) {
            throw Failures.of(reply, "ask Service " + service + " in " + namespace, false);
        }
        return new Answer(reply.code(), reply.text());
    }

    @Override
    public void close() {
        http.close();
    }

    private ObjectNode get(String path, String what, boolean secret) {
        Reply reply = transport.send(Transport.Call.get(path));
        if (!reply.ok()) {
            throw Failures.of(reply, what, secret);
        }
        return object(reply, what);
    }

    /** Everything that the API answers to a request for objects says of what kind it is; a stranger's JSON does not. */
    private ObjectNode object(Reply reply, String what) {
        if (reply.json() instanceof ObjectNode object
                && !Json.text(object, "kind").isEmpty()) {
            return object;
        }
        throw transport.notKubernetes(what);
    }

    private static boolean secret(ResourceType type) {
        return type.kind().group().isEmpty() && type.kind().kind().equals("Secret");
    }

    private static String what(String verb, ResourceType type, String namespace, String name) {
        return verb + " " + type.kind().groupKind() + (name.isEmpty() ? " objects" : "/" + name)
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
