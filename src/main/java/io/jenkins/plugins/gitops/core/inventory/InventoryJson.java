package io.jenkins.plugins.gitops.core.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The inventory as a ConfigMap, and back. Large data is compressed: etcd takes 1.5 MiB an object, a ConfigMap 1. */
final class InventoryJson {
    private static final int FORMAT = 1;
    private static final int COMPRESS_FROM = 64 * 1024;
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final String MEMBERS = "members.json";
    private static final String HISTORY = "history.json";

    private InventoryJson() {}

    static ObjectNode write(Inventory inventory) {
        ObjectNode configMap = Json.object();
        configMap.put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata = configMap.putObject("metadata");
        metadata.put("name", ApplySet.parentName(inventory.app())).put("namespace", inventory.namespace());
        if (!inventory.resourceVersion().isEmpty()) {
            metadata.put("resourceVersion", inventory.resourceVersion());
        }
        metadata.putObject("labels").put(ApplySet.ID, inventory.id());
        metadata.putObject("annotations")
                .put(Annotations.APP, inventory.app())
                .put(Annotations.ENVIRONMENT, inventory.environment())
                .put(ApplySet.TOOLING, "gitops/1")
                .put(ApplySet.GROUP_KINDS, joined(inventory, Part.GROUP_KIND))
                .put(ApplySet.NAMESPACES, joined(inventory, Part.NAMESPACE));
        ObjectNode members = Json.object().put("format", FORMAT);
        ArrayNode list = members.putArray("members");
        inventory.members().forEach(member -> list.add(write(member)));
        put(configMap, MEMBERS, members);
        ObjectNode history = Json.object().put("format", FORMAT);
        ArrayNode lines = history.putArray("deployments");
        inventory.history().forEach(deployment -> lines.add(write(deployment)));
        put(configMap, HISTORY, history);
        return configMap;
    }

    static Inventory read(ObjectNode configMap) {
        JsonNode metadata = configMap.path("metadata");
        String app = Json.text(metadata, "annotations", Annotations.APP);
        if (app.isEmpty()) {
            throw new GitOpsException("ConfigMap " + Json.text(metadata, "name") + " in "
                    + Json.text(metadata, "namespace")
                    + " is not an inventory of ours: it lacks the annotation " + Annotations.APP
                    + ". Rename the app, or delete the ConfigMap if nobody needs it.");
        }
        List<Deployment> history;
        try {
            history = Json.elements(get(configMap, HISTORY), "deployments")
                    .map(InventoryJson::deployment)
                    .toList();
        } catch (DateTimeException e) {
            throw unreadable(configMap, HISTORY, e);
        }
        return new Inventory(
                app,
                Json.text(metadata, "annotations", Annotations.ENVIRONMENT),
                Json.text(metadata, "namespace"),
                Json.elements(get(configMap, MEMBERS), "members")
                        .map(InventoryJson::member)
                        .toList(),
                history,
                Json.text(metadata, "resourceVersion"));
    }

    private enum Part {
        GROUP_KIND,
        NAMESPACE
    }

    private static String joined(Inventory inventory, Part part) {
        return inventory.members().stream()
                .map(Member::key)
                .map(key -> part == Part.GROUP_KIND ? key.groupKind() : key.namespace())
                .filter(text -> !text.isEmpty() && !(part == Part.NAMESPACE && text.equals(inventory.namespace())))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(","));
    }

    private static ObjectNode write(Member member) {
        ResourceKey key = member.key();
        return Json.object()
                .put("group", key.group())
                .put("version", member.version())
                .put("kind", key.kind())
                .put("namespace", key.namespace())
                .put("name", key.name())
                .put("uid", member.uid())
                .put("seal", member.seal());
    }

    private static Member member(JsonNode json) {
        return new Member(
                new ResourceKey(
                        Json.text(json, "group"),
                        Json.text(json, "kind"),
                        Json.text(json, "namespace"),
                        Json.text(json, "name")),
                Json.text(json, "version"),
                Json.text(json, "uid"),
                Json.text(json, "seal"));
    }

    private static ObjectNode write(Deployment deployment) {
        return Json.object()
                .put("id", deployment.id())
                .put("kind", deployment.kind())
                .put("state", deployment.state())
                .put("commit", deployment.commit())
                .put("subject", deployment.subject())
                .put("manifests", deployment.manifests())
                .put("summary", deployment.summary())
                .put("actor", deployment.actor())
                .put("reason", deployment.reason())
                .put("at", deployment.at().toString());
    }

    private static Deployment deployment(JsonNode json) {
        return new Deployment(
                Json.text(json, "id"),
                Json.text(json, "kind"),
                Json.text(json, "state"),
                Json.text(json, "commit"),
                Json.text(json, "subject"),
                Json.text(json, "manifests"),
                Json.text(json, "summary"),
                Json.text(json, "actor"),
                Json.text(json, "reason"),
                Instant.parse(Json.text(json, "at")));
    }

    private static void put(ObjectNode configMap, String name, ObjectNode content) {
        String text = Json.write(content);
        if (text.length() < COMPRESS_FROM) {
            configMap.withObject("/data").put(name, text);
        } else {
            configMap
                    .withObject("/binaryData")
                    .put(name + ".gz", Base64.getEncoder().encodeToString(gzip(text)));
        }
    }

    private static JsonNode get(ObjectNode configMap, String name) {
        String plain = Json.text(configMap, "data", name);
        String packed = Json.text(configMap, "binaryData", name + ".gz");
        try {
            JsonNode content = Json.parse(
                    packed.isEmpty() ? plain : gunzip(Base64.getDecoder().decode(packed)));
            if (content.path("format").asInt() != FORMAT) {
                throw new GitOpsException(name(configMap) + " has format "
                        + content.path("format").asText("none")
                        + ", which this version does not know. Use the version that wrote it, or a newer one.");
            }
            return content;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw unreadable(configMap, name, e);
        }
    }

    private static GitOpsException unreadable(ObjectNode configMap, String part, RuntimeException e) {
        return new GitOpsException(
                name(configMap) + " cannot be read (" + part + ": " + e.getMessage() + "). It was changed by hand;"
                        + " restore it from a backup, or delete it: the next deployment then adopts what it declares,"
                        + " and what it no longer declares stays in the cluster.",
                e);
    }

    private static String name(ObjectNode configMap) {
        return "inventory ConfigMap " + Json.text(configMap, "metadata", "name");
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static String gunzip(byte[] packed) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = in.readNBytes(LARGEST);
            if (in.read() >= 0) {
                throw new IOException("more than 64 MiB when unpacked");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the lines of a text, without the last empty one */
    static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }
}
