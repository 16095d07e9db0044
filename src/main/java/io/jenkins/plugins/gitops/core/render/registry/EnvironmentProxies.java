package io.jenkins.plugins.gitops.core.render.registry;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The proxy that {@code HTTPS_PROXY} and {@code NO_PROXY} name, in capitals or not, as docker and Helm read them. Without
 * them what Java itself was told counts ({@code https.proxyHost}). What is on this machine is asked directly.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final int DEFAULT_PORT = 80;

    private final String proxy;
    private final List<String> direct;
    private final ProxySelector otherwise;

    /** @param environment the environment's variables */
    EnvironmentProxies(Map<String, String> environment, ProxySelector otherwise) {
        proxy = variable(environment, "https_proxy");
        direct = Stream.of(variable(environment, "no_proxy").split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
        this.otherwise = otherwise;
    }

    private static String variable(Map<String, String> environment, String name) {
        return environment
                .getOrDefault(name, environment.getOrDefault(name.toUpperCase(Locale.ROOT), ""))
                .strip();
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (proxy.isEmpty()) {
            return otherwise.select(uri);
        }
        boolean proxied = uri.getScheme().equals("https") && direct.stream().noneMatch(entry -> covers(entry, uri));
        return List.of(proxied ? new Proxy(Proxy.Type.HTTP, address()) : Proxy.NO_PROXY);
    }

    private static boolean covers(String entry, URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean only = entry.startsWith(".");
        return entry.equals("*")
                || !only && (host.equals(entry) || (host + ":" + uri.getPort()).equals(entry))
                || host.endsWith(only ? entry : "." + entry);
    }

    private InetSocketAddress address() {
        try {
            URI uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
            if (uri.getHost() != null) {
                return InetSocketAddress.createUnresolved(
                        uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
            }
        } catch (IllegalArgumentException e) {
            // The text is not repeated: it may have a password in it.
        }
        throw new GitOpsException("the variable HTTPS_PROXY of the environment is no URL; write http://HOST:PORT");
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request fails with the same.
    }
}
