package io.jenkins.plugins.gitops.core.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps one entry of a ConfigMap or Secret in several objects when it is too large for one. A part is named after its
 * content and never changes, so that whoever has read the parent reads what the parent's writer meant, or finds a part
 * missing. Parts are stored before the parent that names them and deleted after it names them no more: a writer that
 * dies in between leaves parts that nobody reads.
 */
final class Parts {
    /** A ConfigMap or Secret holds 1 MiB; there are other entries in it. */
    static final int LIMIT = 768 * 1024;

    private static final int HASH = 16;

    private final ClusterGateway cluster;
    private final ResourceType type;
    private final String entry;
    private final int limit;

    /** @param entry the name of the entry that may be large, bytes in base64 */
    Parts(ClusterGateway cluster, ResourceType type, String entry, int limit) {
        this.cluster = cluster;
        this.type = type;
        this.entry = entry;
        this.limit = limit;
    }

    /** Stores the entry in parts and names them in the object instead, when it is too large for the object. */
    void detach(ObjectNode object, String app) {
        byte[] content = Base64.getDecoder().decode(Json.text(object, field(), entry));
        if (content.length <= limit) {
            return;
        }
        StringBuilder names = new StringBuilder();
        for (int from = 0; from < content.length; from += limit) {
            byte[] bytes = Arrays.copyOfRange(content, from, Math.min(content.length, from + limit));
            String name = name(object, bytes);
            store(part(object, name, app, bytes));
            names.append(names.length() == 0 ? "" : ",").append(name);
        }
        ((ObjectNode) object.path(field())).remove(entry);
        object.withObject("/metadata/annotations").put(Annotations.PARTS, names.toString());
    }

    /**
     * Puts the entry back into an object that names its parts.
     *
     * @return whether every part was there and is what it was
     */
    boolean attach(ObjectNode object) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String name : names(object)) {
            Optional<ObjectNode> part = cluster.get(type, Json.text(object, "metadata", "namespace"), name);
            if (part.isEmpty()) {
                return false;
            }
            try {
                byte[] bytes = Base64.getDecoder().decode(Json.text(part.get(), field(), entry));
                if (!name.equals(name(object, bytes))) {
                    return false;
                }
                content.writeBytes(bytes);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        if (content.size() > 0) {
            object.withObject("/" + field()).put(entry, Base64.getEncoder().encodeToString(content.toByteArray()));
        }
        return true;
    }

    /** @return the names of the parts that an object's entry is kept in, in order; none when it is in the object */
    List<String> names(ObjectNode object) {
        String names = Json.text(object, "metadata", "annotations", Annotations.PARTS);
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }

    /** Deletes all objects of this kind that carry the app's label but those of the names, and the parts of those. */
    void sweep(String app, String namespace, Set<String> kept) {
        Map<String, ObjectNode> left = new TreeMap<>();
        for (ObjectNode object :
                cluster.list(type, namespace, Annotations.APP + "=" + app).items()) {
            left.put(Json.text(object, "metadata", "name"), object);
        }
        for (String name : kept) {
            ObjectNode object = left.remove(name);
            if (object != null) {
                left.keySet().removeAll(names(object));
            }
        }
        left.keySet().stream()
                .filter(name -> name.startsWith(ApplySet.parentName(app) + "-"))
                .forEach(name -> cluster.delete(type, namespace, name, "", false));
    }

    private void store(ObjectNode part) {
        try {
            cluster.create(type, part);
        } catch (ClusterException e) {
            if (e.reason() != Reason.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    private ObjectNode part(ObjectNode parent, String name, String app, byte[] bytes) {
        ObjectNode part = Json.object();
        part.put("apiVersion", type.kind().apiVersion()).put("kind", type.kind().kind());
        if (parent.has("type")) {
            part.set("type", parent.get("type"));
        }
        ObjectNode metadata = part.putObject("metadata").put("name", name);
        metadata.put("namespace", Json.text(parent, "metadata", "namespace"));
        metadata.putObject("labels").put(Annotations.APP, app);
        part.put("immutable", true);
        part.putObject(field()).put(entry, Base64.getEncoder().encodeToString(bytes));
        return part;
    }

    private static String name(ObjectNode parent, byte[] bytes) {
        String hash = Digest.of(bytes);
        int from = hash.indexOf(':') + 1;
        return Json.text(parent, "metadata", "name") + "-" + hash.substring(from, from + HASH);
    }

    /** Where an object of the kind keeps bytes. */
    private String field() {
        return type.kind().kind().equals("Secret") ? "data" : "binaryData";
    }
}
