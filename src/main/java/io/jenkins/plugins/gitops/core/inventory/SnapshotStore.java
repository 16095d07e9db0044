package io.jenkins.plugins.gitops.core.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.Origin;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps what was applied, so that a rollback needs neither Git nor a chart. A snapshot is named after the digest of its
 * content, so the same content is stored once; it is a Secret, since manifests may hold secrets, guarded as Helm's
 * releases are: by who may read Secrets in the namespace.
 */
public final class SnapshotStore {
    private static final ResourceType SECRETS =
            new ResourceType(new GroupVersionKind("", "v1", "Secret"), "secrets", true);
    private static final String CONTENT = "manifests.jsonl.gz";
    /** The API server refuses Secrets of over 1 MiB; a little is left for names and labels. */
    private static final int LARGEST = 1024 * 1024 - 16 * 1024;

    private final ClusterGateway cluster;

    public SnapshotStore(ClusterGateway cluster) {
        this.cluster = cluster;
    }

    /**
     * Stores manifests under their digest; does nothing when they are there.
     *
     * @return whether there is a snapshot now; false when it would be larger than a Secret may be
     */
    public boolean save(String app, String namespace, String digest, List<Manifest> manifests) {
        String lines = manifests.stream()
                .map(manifest -> Json.write(manifest.json()) + "\n")
                .collect(Collectors.joining());
        byte[] packed = InventoryJson.gzip(lines);
        if (packed.length > LARGEST) {
            return false;
        }
        ObjectNode secret = Json.object();
        secret.put("apiVersion", "v1").put("kind", "Secret").put("type", "gitops.jenkins.io/snapshot");
        ObjectNode metadata = secret.putObject("metadata");
        metadata.put("name", name(app, digest)).put("namespace", namespace);
        metadata.putObject("annotations").put(Annotations.APP, app);
        secret.put("immutable", true);
        secret.putObject("data").put(CONTENT, Base64.getEncoder().encodeToString(packed));
        try {
            cluster.create(SECRETS, secret);
        } catch (ClusterException e) {
            if (e.reason() != Reason.ALREADY_EXISTS) {
                throw e;
            }
        }
        return true;
    }

    /**
     * @return the manifests of a snapshot, in the order in which they were stored
     * @throws GitOpsException when there is none, or its content is not what its digest says
     */
    public List<Manifest> load(String app, String namespace, String digest) {
        ObjectNode secret = cluster.get(SECRETS, namespace, name(app, digest))
                .orElseThrow(() -> new GitOpsException("what was applied then is no longer stored: Secret "
                        + name(app, digest) + " in " + namespace
                        + " is missing. Deploy the commit anew instead (deploy --revision COMMIT --allow-older)."));
        List<Manifest> manifests = new ArrayList<>();
        try {
            String lines = InventoryJson.gunzip(Base64.getDecoder().decode(Json.text(secret, "data", CONTENT)));
            for (String line : InventoryJson.lines(lines)) {
                Origin origin = new Origin("snapshot " + name(app, digest), manifests.size() + 1, 0);
                manifests.add(new Manifest((ObjectNode) Json.parse(line), origin));
            }
        } catch (IllegalArgumentException | ClassCastException | UncheckedIOException e) {
            throw altered(app, namespace, digest, e);
        }
        if (!Digest.of(manifests).equals(digest)) {
            throw altered(app, namespace, digest, null);
        }
        return manifests;
    }

    private static GitOpsException altered(String app, String namespace, String digest, RuntimeException cause) {
        return new GitOpsException(
                "what was applied then cannot be trusted: Secret " + name(app, digest) + " in " + namespace
                        + " is not what was stored. Deploy the commit anew instead"
                        + " (deploy --revision COMMIT --allow-older).",
                cause);
    }

    /** Deletes a snapshot that no deployment in the history refers to any more. */
    public void delete(String app, String namespace, String digest) {
        cluster.delete(SECRETS, namespace, name(app, digest), "", false);
    }

    private static String name(String app, String digest) {
        return ApplySet.parentName(app) + "-" + digest.substring("sha256:".length(), "sha256:".length() + 16);
    }
}
