package io.jenkins.plugins.gitops.core.inventory;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Gzip;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.GuardedDigest;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.Origin;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps what was applied, so that a rollback needs neither Git nor a chart. A snapshot is named after the digest of its
 * content, so the same content is stored once; it is a Secret, since manifests may hold secrets, guarded as Helm's
 * releases are: by who may read Secrets in the namespace. Its content is lines of JSON, each an object with one field
 * that says what it holds: {@code manifest}. What one Secret cannot hold is kept in {@link Parts}.
 */
public final class SnapshotStore {
    private static final ResourceType SECRETS =
            new ResourceType(new GroupVersionKind("", "v1", "Secret"), "secrets", true);
    private static final String CONTENT = "manifests.jsonl.gz";
    private static final String MANIFEST = "manifest";
    /** What went into the digest as sensitive, and its salt: the rules of another day, and the app's name, may be others. */
    private static final String SENSITIVE = "sensitive";

    private static final String SALT = "salt";

    private final ClusterGateway cluster;
    private final Parts parts;

    public SnapshotStore(ClusterGateway cluster) {
        this(cluster, Parts.LIMIT);
    }

    /** @param limit how many bytes one Secret holds */
    SnapshotStore(ClusterGateway cluster, int limit) {
        this.cluster = cluster;
        this.parts = new Parts(cluster, SECRETS, CONTENT, limit);
    }

    /**
     * Stores manifests under their digest; changes nothing when they are there.
     *
     * @param rules which values were sensitive beside those of Secrets when the digest was made
     */
    public void save(String app, String namespace, String digest, List<Manifest> manifests, FieldRules rules) {
        StringBuilder lines = new StringBuilder();
        for (Manifest manifest : manifests) {
            ObjectNode line = Json.object();
            line.set(MANIFEST, manifest.json());
            List<JsonPointer> sensitive = SensitiveFields.of(manifest.json(), rules);
            if (!sensitive.isEmpty()) {
                ArrayNode fields = line.put(SALT, ApplySet.id(app, namespace)).putArray(SENSITIVE);
                sensitive.forEach(field -> fields.add(field.toString()));
            }
            lines.append(Json.write(line)).append('\n');
        }
        store(app, namespace, digest, Base64.getEncoder().encodeToString(Gzip.pack(lines.toString())));
    }

    private void store(String app, String namespace, String digest, String content) {
        ObjectNode secret = Json.object();
        secret.put("apiVersion", "v1").put("kind", "Secret").put("type", "gitops.jenkins.io/snapshot");
        ObjectNode metadata = secret.putObject("metadata");
        metadata.put("name", name(app, digest)).put("namespace", namespace);
        metadata.putObject("labels").put(Annotations.APP, app);
        secret.put("immutable", true);
        secret.putObject("data").put(CONTENT, content);
        parts.detach(secret, app);
        try {
            cluster.create(SECRETS, secret);
        } catch (ClusterException e) {
            if (e.reason() != Reason.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    /**
     * @return the manifests of a snapshot, in the order in which they were stored
     * @throws GitOpsException when there is none, or its content is not what its digest says
     */
    public List<Manifest> load(String app, String namespace, String digest) {
        ObjectNode secret = find(app, namespace, digest)
                .orElseThrow(() -> new GitOpsException("what was applied then is no longer stored: Secret "
                        + name(app, digest) + " in " + namespace
                        + " is missing. Deploy the commit anew instead (deploy --revision COMMIT --allow-older)."));
        List<Manifest> manifests = new ArrayList<>();
        List<List<JsonPointer>> sensitive = new ArrayList<>();
        String salt = "";
        try {
            String text = Gzip.unpack(Base64.getDecoder().decode(Json.text(secret, "data", CONTENT)));
            for (String read : text.lines().toList()) {
                JsonNode line = Json.parse(read);
                Origin origin = new Origin("snapshot " + name(app, digest), manifests.size() + 1, 0);
                manifests.add(new Manifest((ObjectNode) line.path(MANIFEST), origin));
                sensitive.add(Json.elements(line, SENSITIVE)
                        .map(field -> JsonPointer.compile(field.asText()))
                        .toList());
                salt = line.has(SALT) ? Json.text(line, SALT) : salt;
            }
        } catch (IllegalArgumentException | ClassCastException | UncheckedIOException e) {
            throw altered(app, namespace, digest, e);
        }
        if (!GuardedDigest.of(manifests, sensitive, salt).equals(digest)) {
            throw altered(app, namespace, digest, null);
        }
        return manifests;
    }

    /** Copies a snapshot of one app for another; does nothing when there is none. */
    public void copy(String from, String to, String namespace, String digest) {
        find(from, namespace, digest)
                .ifPresent(secret -> store(to, namespace, digest, Json.text(secret, "data", CONTENT)));
    }

    private Optional<ObjectNode> find(String app, String namespace, String digest) {
        Optional<ObjectNode> secret = cluster.get(SECRETS, namespace, name(app, digest));
        if (secret.isPresent() && !parts.attach(secret.get())) {
            throw altered(app, namespace, digest, null);
        }
        return secret;
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
        cluster.get(SECRETS, namespace, name(app, digest)).ifPresent(secret -> {
            String uid = Json.text(secret, "metadata", "uid");
            cluster.delete(SECRETS, namespace, name(app, digest), uid, false);
            parts.names(secret).forEach(part -> cluster.delete(SECRETS, namespace, part, "", false));
        });
    }

    /** Deletes all snapshots of an app but those of the digests: what deployments that died have left behind. */
    public void sweep(String app, String namespace, Set<String> digests) {
        parts.sweep(
                app,
                namespace,
                digests.stream().map(digest -> name(app, digest)).collect(Collectors.toSet()));
    }

    private static String name(String app, String digest) {
        return ApplySet.parentName(app) + "-" + digest.substring("sha256:".length(), "sha256:".length() + 16);
    }
}
