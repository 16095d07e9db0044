package io.jenkins.plugins.gitops.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.gitops.cluster.SelfSigned;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Kinds;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.controllers.Controllers;
import io.jenkins.plugins.gitops.sandbox.controllers.Furniture;
import io.jenkins.plugins.gitops.sandbox.faults.Faults;
import io.jenkins.plugins.gitops.sandbox.http.Access;
import io.jenkins.plugins.gitops.sandbox.http.FrontEnd;
import io.jenkins.plugins.gitops.sandbox.http.RequestLog;
import io.jenkins.plugins.gitops.sandbox.http.ServiceProxy;
import io.jenkins.plugins.gitops.sandbox.store.Store;
import io.jenkins.plugins.gitops.sandbox.verbs.ApiServer;
import io.jenkins.plugins.gitops.sandbox.verbs.Cluster;
import io.jenkins.plugins.gitops.sandbox.verbs.Options;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A Kubernetes-like API server in this process, on loopback, plain HTTP unless TLS is asked for: the fixture of the tests
 * and the default of the demo. It is not Kubernetes. What it answers follows a kube-apiserver 1.36 in paths, codes, bodies, field
 * ownership, defaults and refusals as far as a deployment tool can tell; {@code SandboxConformanceITest} compares the
 * two. Instead of containers there are small controllers that let workloads become ready, or fail as their Pods'
 * annotation {@code gitops.test/behaviour} says: crash, image-pull, unready, pending.
 *
 * <p>What it has not: protobuf (so {@code kubectl create} and the like), OpenAPI documents (so {@code kubectl apply}
 * without {@code --validate=false}), tables, deletecollection, admission webhooks and policies, quotas, more than one
 * version of a built-in kind, and most of the server's validation beyond what deployments meet.
 */
public final class Sandbox implements AutoCloseable {

    static {
        // Without it every answer waits for the delayed acknowledgement of its headers. Read once by the JDK's server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // A client that thinks for a while must find its connection as it left it.
        System.setProperty("sun.net.httpserver.idleInterval", "600");
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread daemon = new Thread(runnable, "sandbox-http");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Cluster cluster;
    private final ApiServer api;
    private final Controllers controllers;
    private final FrontEnd front;
    private final Faults faults = new Faults();
    private final Map<String, String> logs = new ConcurrentHashMap<>();
    private final String token;
    private final SelfSigned certificate;

    private Sandbox(Builder settings) {
        token = settings.token;
        certificate = settings.certificate;
        cluster = new Cluster(new Store(settings.history), new Kinds());
        api = new ApiServer(cluster);
        controllers = new Controllers(api, settings.delay, settings.workloads);
        front = new FrontEnd(
                api,
                faults,
                token,
                settings.bookmarks,
                route -> logs.getOrDefault(route.namespace() + "/" + route.name(), ""));
        try {
            http = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the sandbox cannot listen on port " + settings.port, e);
        }
        http.createContext("/", front);
        http.setExecutor(threads);
        Furniture.putInto(api);
        createNamespace("default");
        createNamespace("kube-system");
        // Last: its thread would keep a JVM alive in which the rest has failed.
        http.start();
    }

    private HttpServer listen(InetSocketAddress address) throws IOException, GeneralSecurityException {
        if (certificate == null) {
            return HttpServer.create(address, 1024);
        }
        HttpsServer server = HttpsServer.create(address, 1024);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.serving()));
        return server;
    }

    /** Starts one with namespaces {@code default} and {@code kube-system} and workloads that become ready. */
    public static Sandbox start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How a sandbox is to be; every setting has a default. */
    public static final class Builder {
        private int port;
        private String token = "";
        private int history = 10_000;
        private Duration delay = Duration.ofMillis(200);
        private Duration bookmarks = Duration.ofSeconds(60);
        private boolean workloads = true;
        private SelfSigned certificate;

        /** 0, the default, takes a free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Refuses requests without this bearer token with 401; the default is to refuse none. */
        public Builder token(String value) {
            token = value;
            return this;
        }

        /** How many writes a watch can go back before it gets 410. */
        public Builder history(int writes) {
            history = writes;
            return this;
        }

        /** How long Pods and claims take to get ready, and CRDs to be established. */
        public Builder delay(Duration value) {
            delay = value;
            return this;
        }

        /** How long a watch is quiet before it gets a bookmark, if it wants them. */
        public Builder bookmarks(Duration value) {
            bookmarks = value;
            return this;
        }

        /** Whether Deployments and the like get Pods and statuses; {@link Sandbox#workloads} switches it later. */
        public Builder workloads(boolean on) {
            workloads = on;
            return this;
        }

        /** Speaks TLS, with a certificate of its own for 127.0.0.1: see {@link Sandbox#authority}. */
        public Builder tls() {
            try {
                certificate = SelfSigned.of("P-256", "sandbox");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            return this;
        }

        public Sandbox start() {
            return new Sandbox(this);
        }
    }

    public String url() {
        return (certificate == null ? "http" : "https") + "://127.0.0.1:"
                + http.getAddress().getPort();
    }

    public String token() {
        return token;
    }

    /** The certificate in PEM with which it shows itself; empty without TLS. */
    public String authority() {
        try {
            return certificate == null ? "" : certificate.pem();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of a kubeconfig with one context, {@code sandbox}, namespace {@code default}. */
    public String kubeconfig() {
        return """
            apiVersion: v1
            kind: Config
            current-context: sandbox
            clusters:
            - name: sandbox
              cluster:
                server: %s%s
            contexts:
            - name: sandbox
              context:
                cluster: sandbox
                user: sandbox
                namespace: default
            users:
            - name: sandbox
              user:
                token: "%s"
            """.formatted(url(), authorityData(), token.isEmpty() ? "none" : token);
    }

    private String authorityData() {
        return certificate == null
                ? ""
                : "\n    certificate-authority-data: "
                        + Base64.getEncoder().encodeToString(authority().getBytes(StandardCharsets.US_ASCII));
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** What has been asked over HTTP. */
    public RequestLog requests() {
        return front.log();
    }

    /** From now on requests for which the rule is false get 403, in the server's words. */
    public void allow(Predicate<Access> rule) {
        front.allow(rule);
    }

    /** Switches Pods and statuses of workloads on or off. */
    public void workloads(boolean on) {
        controllers.workloads(on);
    }

    /** Forgets the past: continue tokens and watches from before get 410 Expired. */
    public void compact() {
        api.compact();
    }

    /** Sets what {@code pods/NAME/log} answers. */
    public void podLog(String namespace, String pod, String text) {
        logs.put(namespace + "/" + pod, text);
    }

    /** What Services answer that are asked through the API server. */
    public ServiceProxy services() {
        return front.services();
    }

    public void createNamespace(String name) {
        ObjectNode namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
        Meta.of(namespace).put("name", name);
        api.create(kind("v1", "Namespace"), "", namespace, Options.by("sandbox"));
        // What every namespace gets comes at once, not when the controller has its turn: tests may count on it.
        await(() -> get("v1", "ServiceAccount", name, "default").isPresent()
                && get("v1", "ConfigMap", name, "kube-root-ca.crt").isPresent());
    }

    /** An object as it is now, without a request; the namespace of a cluster-wide kind is empty. */
    public Optional<ObjectNode> get(String apiVersion, String kind, String namespace, String name) {
        return cluster.find(kind(apiVersion, kind), namespace, name).map(ObjectNode::deepCopy);
    }

    /** A POST by another hand, without a request: what {@code kubectl create} does. */
    public ObjectNode create(String manager, JsonNode object) {
        return api.create(
                        kind(Json.text(object, "apiVersion"), Json.text(object, "kind")),
                        Meta.namespace(object),
                        object,
                        Options.by(manager))
                .body();
    }

    /** Server-side apply by another hand, without a request. */
    public ObjectNode apply(String manager, boolean force, JsonNode object) {
        Options options = new Options(manager, manager, false, force, "Strict", new ArrayList<>());
        return api.patch(
                        kind(Json.text(object, "apiVersion"), Json.text(object, "kind")),
                        "",
                        Meta.namespace(object),
                        Meta.name(object),
                        "application/apply-patch+yaml",
                        Json.write(object),
                        options)
                .body();
    }

    /** A merge patch by another hand, without a request: what {@code kubectl edit} and controllers do. */
    public ObjectNode patch(
            String manager, String apiVersion, String kind, String namespace, String name, String mergePatch) {
        return patch(manager, apiVersion, kind, "", namespace, name, mergePatch);
    }

    /** A merge patch of a sub-resource, {@code status} or {@code scale}, by another hand. */
    public ObjectNode patch(
            String manager,
            String apiVersion,
            String kind,
            String subresource,
            String namespace,
            String name,
            String mergePatch) {
        return api.patch(
                        kind(apiVersion, kind),
                        subresource,
                        namespace,
                        name,
                        "application/merge-patch+json",
                        mergePatch,
                        Options.by(manager))
                .body();
    }

    /** A DELETE by another hand, without a request. */
    public void delete(String apiVersion, String kind, String namespace, String name) {
        api.delete(kind(apiVersion, kind), namespace, name, Json.object(), false);
    }

    /** All objects as text, in a stable order, to compare end states. */
    public String dump() {
        return Dump.of(cluster.store(), false);
    }

    /** The same without what no two clusters share: UIDs, versions, times, managed fields, and generated names. */
    public String dumpWithoutVolatile() {
        return Dump.of(cluster.store(), true);
    }

    /** Waits, at most ten seconds, until something holds; for tests that look at the controllers' work. */
    public static void await(BooleanSupplier condition) {
        await(Duration.ofSeconds(10), condition);
    }

    /** Waits until something holds that may take longer, such as the start of a server. */
    public static void await(Duration longest, BooleanSupplier condition) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come true within " + longest.toSeconds() + " seconds");
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private Kind kind(String apiVersion, String kind) {
        return cluster.kinds().require(apiVersion, kind);
    }

    @Override
    public void close() {
        faults.clear();
        controllers.close();
        http.stop(0);
        threads.shutdownNow();
    }
}
