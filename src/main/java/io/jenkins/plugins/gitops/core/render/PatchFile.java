package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a file of patches: a list of {@code {objects: Kind.group/name, patch: …}}. */
public final class PatchFile {
    private static final Set<String> FIELDS = Set.of("objects", "patch");

    private PatchFile() {}

    /**
     * @param text YAML or JSON
     * @param file its name, for messages
     * @throws GitOpsException when it cannot be understood; the message names the file and the entry, counted from 1
     */
    public static List<Patch> read(String text, String file) {
        JsonNode list = ManifestReader.readDocument(text, file);
        if (!list.isArray()) {
            throw new GitOpsException(file + ": patches are a list of {objects: Kind.group/name, patch: …}");
        }
        List<Patch> patches = new ArrayList<>();
        for (JsonNode entry : list) {
            String place = file + ": patch " + (patches.size() + 1);
            Set<String> unknown = new TreeSet<>();
            entry.fieldNames().forEachRemaining(unknown::add);
            unknown.removeAll(FIELDS);
            if (!unknown.isEmpty() || !entry.path("objects").isTextual() || !entry.has("patch")) {
                throw new GitOpsException(place + ": it needs \"objects\" and \"patch\""
                        + (unknown.isEmpty() ? "" : ", and knows no \"" + String.join("\", \"", unknown) + "\""));
            }
            patches.add(new Patch(Json.text(entry, "objects"), Json.write(entry.get("patch")), place));
        }
        return patches;
    }
}
