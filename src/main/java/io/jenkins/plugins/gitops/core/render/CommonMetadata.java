package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Labels and annotations that every object gets. Only the objects themselves: neither selectors, which cannot be
 * changed later, nor Pod templates, which would start all Pods anew with each commit.
 */
public final class CommonMetadata {
    private static final String SEGMENT = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
    private static final Pattern KEY = Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?" + SEGMENT);
    private static final Pattern VALUE = Pattern.compile("(" + SEGMENT + ")?");

    private final Map<String, String> labels;
    private final Map<String, String> annotations;

    /** @throws GitOpsException when Kubernetes would not take one of them */
    public CommonMetadata(Map<String, String> labels, Map<String, String> annotations) {
        this.labels = new TreeMap<>(labels);
        this.annotations = new TreeMap<>(annotations);
        labels.forEach((key, value) -> {
            requireKey("label", key);
            if (!VALUE.matcher(value).matches()) {
                throw new GitOpsException("label " + key + ": the value '" + value + "' must be at most 63 letters,"
                        + " digits, '-', '_' and '.', with a letter or digit at both ends");
            }
        });
        annotations.keySet().forEach(key -> requireKey("annotation", key));
    }

    Manifest apply(Manifest manifest) {
        if (labels.isEmpty() && annotations.isEmpty()) {
            return manifest;
        }
        ObjectNode copy = manifest.json().deepCopy();
        put(copy, "labels", labels);
        put(copy, "annotations", annotations);
        return manifest.with(copy);
    }

    private static void put(ObjectNode object, String field, Map<String, String> entries) {
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        if (entries.isEmpty()) {
            return;
        }
        ObjectNode map = metadata.get(field) instanceof ObjectNode present ? present : Json.object();
        entries.forEach(map::put);
        metadata.set(field, map);
    }

    private static void requireKey(String what, String key) {
        if (!KEY.matcher(key).matches()) {
            throw new GitOpsException(
                    what + " '" + key + "' is no name that Kubernetes takes; write it as name or as" + " domain/name");
        }
    }
}
