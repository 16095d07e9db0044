package io.jenkins.plugins.gitops.core.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.HelmValues;
import io.jenkins.plugins.gitops.core.render.ImageOverride;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts together what the file says for all environments and for one: a text of the environment goes before the one
 * above it, maps are merged, values files and silences follow each other.
 *
 * @param root the whole file
 * @param environment the environment; missing when the file has none
 */
record SettingsReader(Located root, Located environment) {
    EnvironmentSettings read(String name) {
        PolicySettings checks = ChecksReader.read(root.at("checks"), PolicySettings.STANDARD);
        return new EnvironmentSettings(
                root.at("app").text(),
                name,
                nearest("namespace").text(),
                source(),
                images(),
                nearest("kubeVersion").text(),
                nearest("context").text(),
                ChecksReader.read(environment.at("checks"), checks));
    }

    private Located nearest(String field) {
        return environment.at(field).isThere() ? environment.at(field) : root.at(field);
    }

    private List<ImageOverride> images() {
        Map<String, ImageOverride> images = new LinkedHashMap<>();
        for (Located place : List.of(root.at("images"), environment.at("images"))) {
            place.json().fieldNames().forEachRemaining(name -> {
                try {
                    images.put(name, new ImageOverride(name, place.at(name).text()));
                } catch (GitOpsException e) {
                    throw place.at(name).wrong("is wrong: " + e.getMessage());
                }
            });
        }
        return List.copyOf(images.values());
    }

    private Source source() {
        Located source = nearest("source");
        if (!source.isThere()) {
            throw (environment.isThere() ? environment : root).wrong("has no source; write one there or above it");
        }
        if (source.json().isTextual()) {
            return detected(source, source.text());
        }
        if (source.at("helm").isThere()) {
            Located helm = source.at("helm");
            List<String> values = new ArrayList<>(helm.at("values").texts());
            values.addAll(values());
            Map<String, String> set = new LinkedHashMap<>(set(helm.at("set")));
            set.putAll(set());
            HelmOrigin origin = new HelmOrigin(
                    helm.at("repository").text(),
                    helm.at("version").text(),
                    helm.at("digest").text());
            return new Source.Helm(
                    helm.at("chart").text(),
                    helm.at("release").text(),
                    origin,
                    new HelmValues(values, "", set, Map.of(), Map.of()));
        }
        if (source.at("path").isThere()) {
            return detected(source.at("path"), source.at("path").text());
        }
        requireNoValues(source);
        return source.at("kustomize").isThere()
                ? new Source.Kustomize(source.at("kustomize").text())
                : new Source.Manifests(source.at("manifests").text());
    }

    /** With values it can only be a chart. */
    private Source detected(Located source, String path) {
        return values().isEmpty() && set().isEmpty()
                ? new Source.Detect(path)
                : new Source.Helm(path, "", values(), set());
    }

    private void requireNoValues(Located source) {
        if (!values().isEmpty() || !set().isEmpty()) {
            throw source.wrong("is no chart, so that values and set have no meaning; remove them");
        }
    }

    private List<String> values() {
        return Stream.of(root, environment)
                .flatMap(place -> place.at("values").texts().stream())
                .toList();
    }

    private Map<String, String> set() {
        Map<String, String> set = new LinkedHashMap<>(set(root.at("set")));
        set.putAll(set(environment.at("set")));
        return set;
    }

    private static Map<String, String> set(Located place) {
        Map<String, String> set = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> value : place.json().properties()) {
            set.put(value.getKey(), value.getValue().asText());
        }
        return set;
    }
}
