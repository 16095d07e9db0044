package io.jenkins.plugins.gitops.core.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Gzip;
import io.jenkins.plugins.gitops.core.inventory.Inventory.Stored;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The inventory as a ConfigMap, and back. Large data is compressed; what is too large even so, {@link Parts} cuts. */
final class InventoryJson {
    private static final int FORMAT = 1;
    private static final int COMPRESS_FROM = 64 * 1024;
    private static final String MEMBERS = "members.json";
    /** The only entry that grows with the app. */
    static final String PACKED_MEMBERS = MEMBERS + ".gz";

    private static final String HISTORY = "history.json";

    private InventoryJson() {}

    static ObjectNode write(Inventory inventory) {
        ObjectNode configMap = Json.object();
        configMap.put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata = configMap.putObject("metadata");
        metadata.put("name", ApplySet.parentName(inventory.app())).put("namespace", inventory.namespace());
        if (inventory.isStored()) {
            metadata.put("resourceVersion", inventory.stored().resourceVersion());
        }
        metadata.putObject("labels").put(ApplySet.ID, inventory.id());
        metadata.putObject("annotations")
                .put(Annotations.APP, inventory.app())
                .put(Annotations.ENVIRONMENT, inventory.environment())
                .put(ApplySet.TOOLING, ApplySet.TOOL + "/v1")
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
        String tool = Json.text(metadata, "annotations", ApplySet.TOOLING);
        if (!tool.startsWith(ApplySet.TOOL + "/")) {
            throw new GitOpsException(name(configMap) + " in " + Json.text(metadata, "namespace")
                    + " is managed by another tool by now (" + ApplySet.TOOLING + "=" + tool
                    + "), which may have pruned or added objects. Deploy with that tool, or give the app back: set"
                    + " the annotation to " + ApplySet.TOOL + "/v1.");
        }
        List<Deployment> history;
        try {
            history = Json.elements(get(configMap, HISTORY), "deployments")
                    .map(InventoryJson::deployment)
                    .toList();
        } catch (DateTimeException e) {
            throw unreadable(configMap, HISTORY, e.getMessage(), e);
        }
        return new Inventory(
                app,
                Json.text(metadata, "annotations", Annotations.ENVIRONMENT),
                Json.text(metadata, "namespace"),
                Json.elements(get(configMap, MEMBERS), "members")
                        .map(InventoryJson::member)
                        .toList(),
                history,
                new Stored(
                        Json.text(metadata, "annotations", Annotations.ENVIRONMENT),
                        Json.text(metadata, "resourceVersion"),
                        metadata.path("annotations").has(Annotations.PARTS)),
                Optional.empty());
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
        ObjectNode line = Json.object()
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
        if (!deployment.audit().isEmpty()) {
            line.put("audit", deployment.audit());
        }
        return line;
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
                Instant.parse(Json.text(json, "at")),
                Json.text(json, "audit"));
    }

    private static void put(ObjectNode configMap, String name, ObjectNode content) {
        String text = Json.write(content);
        if (text.length() < COMPRESS_FROM) {
            configMap.withObject("/data").put(name, text);
        } else {
            configMap
                    .withObject("/binaryData")
                    .put(name + ".gz", Base64.getEncoder().encodeToString(Gzip.pack(text)));
        }
    }

    private static JsonNode get(ObjectNode configMap, String name) {
        String plain = Json.text(configMap, "data", name);
        String packed = Json.text(configMap, "binaryData", name + ".gz");
        try {
            JsonNode content = Json.parse(
                    packed.isEmpty() ? plain : Gzip.unpack(Base64.getDecoder().decode(packed)));
            if (content.path("format").asInt() != FORMAT) {
                throw new GitOpsException(name(configMap) + " has format "
                        + content.path("format").asText("none")
                        + ", which this version does not know. Use the version that wrote it, or a newer one.");
            }
            return content;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw unreadable(configMap, name, e.getMessage(), e);
        }
    }

    static GitOpsException unreadable(ObjectNode configMap, String part, String why, RuntimeException cause) {
        return new GitOpsException(
                name(configMap) + " cannot be read (" + part + ": " + why + "). It was changed by hand;"
                        + " restore it from a backup, or delete it: the next deployment then adopts what it declares,"
                        + " and what it no longer declares stays in the cluster.",
                cause);
    }

    private static String name(ObjectNode configMap) {
        return "inventory ConfigMap " + Json.text(configMap, "metadata", "name");
    }
}
