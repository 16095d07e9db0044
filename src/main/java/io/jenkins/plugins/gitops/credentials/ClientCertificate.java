package io.jenkins.plugins.gitops.credentials;

import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * The one key of a key store, as PEM.
 *
 * @param certificates its certificate, then those of its chain
 * @param key the private key in PKCS#8
 */
record ClientCertificate(String certificates, String key) {

    /** @throws GitOpsException when there is not exactly one key in it, or it cannot be read */
    static ClientCertificate of(StandardCertificateCredentials credentials) {
        try {
            KeyStore store = credentials.getKeyStore();
            List<String> keys = Collections.list(store.aliases());
            for (String alias : List.copyOf(keys)) {
                if (!store.isKeyEntry(alias)) {
                    keys.remove(alias);
                }
            }
            if (keys.size() != 1) {
                throw new GitOpsException(Messages.ClientCertificate_keys(credentials.getId(), keys.size()));
            }
            char[] password = credentials.getPassword().getPlainText().toCharArray();
            Key key = store.getKey(keys.get(0), password);
            StringBuilder chain = new StringBuilder();
            for (Certificate certificate : store.getCertificateChain(keys.get(0))) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            return new ClientCertificate(chain.toString(), pem("PRIVATE KEY", key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new GitOpsException(Messages.ClientCertificate_unreadable(credentials.getId(), e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return "a client certificate";
    }

    private static String pem(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
