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
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** An API server that knows its version only, over TLS; it lets in who has one of the given certificates. */
final class TlsServer implements AutoCloseable {
    private static final char[] NO_PASSWORD = {};

    private final List<String> clients = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer http;

    /** @param allowed the clients that may come in; none: everybody, without a certificate */
    TlsServer(SelfSigned own, SelfSigned... allowed) throws GeneralSecurityException, IOException {
        KeyStore keys = empty();
        keys.setKeyEntry("own", own.keys().getPrivate(), NO_PASSWORD, new Certificate[] {own.certificate()});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, NO_PASSWORD);
        KeyStore trusted = empty();
        for (SelfSigned client : allowed) {
            trusted.setCertificateEntry("client-" + trusted.size(), client.certificate());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        http = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setHttpsConfigurator(new HttpsConfigurator(context) {
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
            byte[] body = "{\"gitVersion\":\"v1.36.0\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.setExecutor(threads);
        http.start();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    String url() {
        return "https://127.0.0.1:" + http.getAddress().getPort();
    }

    /** @return the names in the certificates of those who asked, in their order */
    List<String> clients() {
        return List.copyOf(clients);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
