package io.jenkins.plugins.gitops.credentials;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl.UploadedKeyStoreSource;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.util.Secret;
import io.jenkins.plugins.gitops.cluster.SelfSigned;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** Puts credentials into the stores of Jenkins and of folders. */
public final class Stored {
    private static final String PASSWORD = "of the key store";

    private Stored() {}

    public static void inJenkins(Credentials credentials) throws IOException {
        store(Jenkins.get()).addCredentials(Domain.global(), credentials);
    }

    /** In a domain of Jenkins for one host alone. */
    public static void forHost(String host, Credentials credentials) throws IOException {
        store(Jenkins.get())
                .addDomain(new Domain(host, "", List.of(new HostnameSpecification(host, ""))), List.of(credentials));
    }

    public static void inFolder(AbstractFolder<?> folder, Credentials credentials) throws IOException {
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getContext() == folder) {
                store.addCredentials(Domain.global(), credentials);
                return;
            }
        }
        throw new IllegalStateException("no store in " + folder);
    }

    public static Credentials text(String id, String text) {
        return text(CredentialsScope.GLOBAL, id, text);
    }

    public static Credentials text(CredentialsScope scope, String id, String text) {
        return new StringCredentialsImpl(scope, id, "", Secret.fromString(text));
    }

    public static Credentials file(String id, String text) {
        return new FileCredentialsImpl(
                CredentialsScope.GLOBAL,
                id,
                "",
                "kubeconfig",
                SecretBytes.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static Credentials user(String id, String name, String password) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, "", name, password);
    }

    /** A key store with as many keys as are given. */
    public static Credentials certificate(String id, SelfSigned... keys) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (SelfSigned key : keys) {
            store.setKeyEntry(
                    "key-" + store.size(), key.keys().getPrivate(), PASSWORD.toCharArray(), new Certificate[] {
                        key.certificate()
                    });
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, PASSWORD.toCharArray());
        return new CertificateCredentialsImpl(
                CredentialsScope.GLOBAL,
                id,
                "",
                PASSWORD,
                new UploadedKeyStoreSource(null, SecretBytes.fromBytes(bytes.toByteArray())));
    }

    private static CredentialsStore store(Jenkins jenkins) {
        return CredentialsProvider.lookupStores(jenkins).iterator().next();
    }
}
