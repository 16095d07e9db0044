package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Manifests as {@code helm} prints them, taken apart by the template that each document comes from. */
public final class HelmOutput {
    private static final String SEPARATOR = "---";
    private static final String SOURCE = "# Source: ";

    private HelmOutput() {}

    /** @return the objects; their origin names the template, and counts documents and lines of what came out of it */
    public static List<Manifest> read(String output) {
        Map<String, StringBuilder> texts = new LinkedHashMap<>();
        StringBuilder text = texts.computeIfAbsent("helm template", name -> new StringBuilder());
        boolean separated = false;
        for (String line : (Iterable<String>) output.lines()::iterator) {
            if (separated && line.startsWith(SOURCE)) {
                String name = line.substring(SOURCE.length()).strip() + " (rendered)";
                text = texts.computeIfAbsent(name, unused -> new StringBuilder());
            }
            if (separated) {
                text.append(SEPARATOR).append('\n');
            }
            separated = line.stripTrailing().equals(SEPARATOR);
            if (!separated) {
                text.append(line).append('\n');
            }
        }
        List<Manifest> manifests = new ArrayList<>();
        texts.forEach((name, content) -> manifests.addAll(ManifestReader.read(content.toString(), name)));
        return manifests;
    }
}
