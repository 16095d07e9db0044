package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS as a kubeconfig means it, from the JDK's own parts. fabric8 7.3 reads no EC key in PKCS#8, and trusts the JDK's
 * public authorities beside the cluster's own; kubectl reads every key, and trusts the one that is named and no other.
 */
final class Tls {
    private static final char[] NO_PASSWORD = {};

    private Tls() {}

    /** Takes out of fabric8's sight what {@link #configure} takes care of. A builder would fill it in again. */
    static void hide(Config config) {
        config.setCaCertData(null);
        config.setCaCertFile(null);
        config.setClientCertData(null);
        config.setClientCertFile(null);
        config.setClientKeyData(null);
        config.setClientKeyFile(null);
    }

    /**
     * Sets client certificate and authority as a configuration names them.
     *
     * @throws GitOpsException when one of them cannot be read
     */
    static HttpClient.Builder configure(HttpClient.Builder builder, Config config) {
        Optional<String> authority =
                config.isTrustCerts() ? Optional.empty() : pem(config.getCaCertData(), config.getCaCertFile(), "CA");
        Optional<String> certificate =
                pem(config.getClientCertData(), config.getClientCertFile(), "client certificate");
        Optional<String> key = pem(config.getClientKeyData(), config.getClientKeyFile(), "client key");
        if (certificate.isPresent() != key.isPresent()) {
            throw new GitOpsException("cannot use the kubeconfig: it has a client "
                    + (key.isPresent() ? "key without its certificate" : "certificate without its key"));
        }
        if (authority.isEmpty() && key.isEmpty()) {
            return builder;
        }
        try {
            return builder.sslContext(
                    key.isEmpty() ? null : keys(certificate.get(), key.get()),
                    authority.isEmpty() ? SSLUtils.trustManagers(config) : trust(authority.get()));
        } catch (GeneralSecurityException | IOException e) {
            throw new GitOpsException("cannot use the certificates of the kubeconfig: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(String certificate, String key) throws GeneralSecurityException, IOException {
        Certificate[] chain = certificates(certificate, "client certificate").toArray(new Certificate[0]);
        KeyStore store = empty();
        store.setKeyEntry("client", PrivateKeyPem.read(key), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(String authority) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (Certificate certificate : certificates(authority, "CA")) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        // It stays in memory; the default type would encrypt the key in thousands of rounds, for every connection.
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String pem, String what)
            throws GeneralSecurityException {
        Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        if (certificates.isEmpty()) {
            throw new GitOpsException("cannot use the kubeconfig: there is no certificate in its " + what);
        }
        return certificates;
    }

    private static Optional<String> pem(String data, String file, String what) {
        try {
            if (data != null && !data.isEmpty()) {
                return Optional.of(pem(data, what));
            }
            return file == null || file.isEmpty() ? Optional.empty() : Optional.of(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw unreadable(what, e);
        }
    }

    /** Data in a kubeconfig is PEM in Base64; what a credential program gives is PEM as it is. */
    static String pem(String data, String what) {
        try {
            return data.contains("-----BEGIN ")
                    ? data
                    : new String(Base64.getMimeDecoder().decode(data), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw unreadable(what, e);
        }
    }

    private static GitOpsException unreadable(String what, Exception cause) {
        return new GitOpsException("cannot read the " + what + " of the kubeconfig: " + cause.getMessage(), cause);
    }
}
