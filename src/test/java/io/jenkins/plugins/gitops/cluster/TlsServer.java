package io.jenkins.plugins.gitops.cluster;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;

/** An API server that knows its version only, over TLS; it lets in who has one of the given certificates. */
final class TlsServer implements AutoCloseable {
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile String elsewhere = "";
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer http;

    /** @param allowed the clients that may come in; none: everybody, without a certificate */
    TlsServer(SelfSigned own, SelfSigned... allowed) throws GeneralSecurityException, IOException {
        http = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setHttpsConfigurator(new HttpsConfigurator(own.serving(allowed)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                ssl.setNeedClientAuth(allowed.length > 0);
                parameters.setSSLParameters(ssl);
            }
        });
        http.createContext("/", exchange -> {
            if (allowed.length > 0) {
                clients.add(((HttpsExchange) exchange)
                        .getSSLSession()
                        .getPeerPrincipal()
                        .getName());
            }
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (!elsewhere.isEmpty()) {
                exchange.getResponseHeaders().add("Location", elsewhere);
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
                return;
            }
            byte[] body = "{\"gitVersion\":\"v1.36.0\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.setExecutor(threads);
        http.start();
    }

    String url() {
        return "https://127.0.0.1:" + http.getAddress().getPort();
    }

    /** @return the names in the certificates of those who asked, in their order */
    List<String> clients() {
        return List.copyOf(clients);
    }

    /** @return what those who asked have sent as {@code Authorization}, in their order */
    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** From now on it sends everybody elsewhere. */
    void redirectTo(String url) {
        elsewhere = url;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
