package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Manifests as a Helm chart without values: Helm installs exactly them. */
public final class ChartFiles {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");
    private static final Pattern VERSION = Pattern.compile(
            "(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*)){2}(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?");
    private static final String DEFINITION = "CustomResourceDefinition.apiextensions.k8s.io";

    private ChartFiles() {}

    /**
     * Makes the files of a chart. Definitions of custom resources go to {@code crds/}, where Helm installs them before
     * what needs them, and leaves them alone later.
     *
     * @param name the chart's name
     * @param version the chart's version
     * @param appVersion what is in it; empty when unknown
     * @param manifests objects and hooks
     * @return texts by path, relative to the chart's directory
     * @throws GitOpsException when Helm would not take name or version, or an object has no name
     */
    public static Map<String, String> of(String name, String version, String appVersion, List<Manifest> manifests) {
        require(NAME, name, "name", "at most 50 lower-case letters, digits and hyphens");
        require(VERSION, version, "version", "as 1.4.2");
        Map<String, String> files = new TreeMap<>();
        files.put("Chart.yaml", chart(name, version, appVersion));
        files.put("values.yaml", "# This chart has no values: it was made of manifests.\n{}\n");
        manifests.forEach(manifest -> add(files, manifest));
        return files;
    }

    private static String chart(String name, String version, String appVersion) {
        ObjectNode chart = Json.object()
                .put("apiVersion", "v2")
                .put("name", name)
                .put("description", "The manifests of " + name)
                .put("type", "application")
                .put("version", version);
        if (!appVersion.isEmpty()) {
            chart.put("appVersion", appVersion);
        }
        return ManifestWriter.yaml(chart);
    }

    private static void add(Map<String, String> files, Manifest manifest) {
        if (manifest.name().isEmpty()) {
            throw new GitOpsException(manifest + " has no name, only generateName, which Helm cannot install");
        }
        boolean definition = manifest.type().groupKind().equals(DEFINITION);
        String text = ManifestWriter.yaml(manifest.json());
        String path = (definition ? "crds/" : "templates/") + fileName(manifest);
        String unused = path;
        for (int number = 2; files.containsKey(unused + ".yaml"); number++) {
            unused = path + "-" + number;
        }
        // Files in crds are no templates.
        files.put(unused + ".yaml", definition ? text : text.replace("{{", "{{ \"{{\" }}"));
    }

    private static String fileName(Manifest manifest) {
        String name = manifest.type().kind() + "-" + manifest.name();
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
        return plain.substring(0, Math.min(plain.length(), 100));
    }

    private static void require(Pattern pattern, String value, String what, String how) {
        if (!pattern.matcher(value).matches()) {
            throw new GitOpsException("'" + value + "' is no " + what + " of a chart: write it " + how);
        }
    }
}
