package io.jenkins.plugins.gitops.core.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.render.Changes;
import io.jenkins.plugins.gitops.core.render.Determinism;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.HelmValues;
import io.jenkins.plugins.gitops.core.render.ImageOverride;
import io.jenkins.plugins.gitops.core.render.Patch;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads what the file says in one place, above for all environments or in one of them. The two have the same form.
 *
 * @param place the whole file, or an environment; missing when the file has none
 */
record SettingsReader(Located place) {
    /**
     * Lays what an environment says over what the file says above it.
     *
     * @param root the whole file
     * @param environment the environment; missing when the file has none
     */
    static EnvironmentSettings read(Located root, Located environment, String name) {
        PolicySettings checks = ChecksReader.read(root.at("checks"), PolicySettings.STANDARD);
        EnvironmentSettings settings = new SettingsReader(environment)
                .read()
                .over(new SettingsReader(root).read())
                .but()
                .app(root.at("app").text())
                .environment(name)
                .checks(ChecksReader.read(environment.at("checks"), checks))
                .build();
        requireSource(environment.isThere() ? environment : root, settings);
        requireChart(environment.at("source").isThere() ? environment.at("source") : root.at("source"), settings);
        return settings;
    }

    private static void requireSource(Located place, EnvironmentSettings settings) {
        if (settings.source().path().isEmpty()) {
            throw place.wrong("has no source; write one there or above it");
        }
    }

    private static void requireChart(Located source, EnvironmentSettings settings) {
        if (!settings.values().isEmpty()
                && (source.at("kustomize").isThere() || source.at("manifests").isThere())) {
            throw source.wrong("is no chart, so that values and set have no meaning; remove them");
        }
    }

    private EnvironmentSettings read() {
        return EnvironmentSettings.NOTHING
                .but()
                .namespace(place.at("namespace").text())
                .source(source(place.at("source")))
                .values(values(place))
                .changes(changes())
                .commitAnnotation(commitAnnotation(place.at("annotateCommit")))
                .determinism(determinism(place.at("deterministic")))
                .kubeVersion(place.at("kubeVersion").text())
                .apiVersions(place.at("apiVersions").texts())
                .context(place.at("context").text())
                .build();
    }

    private static Source source(Located source) {
        if (source.at("helm").isThere()) {
            Located helm = source.at("helm");
            HelmOrigin origin = new HelmOrigin(
                    helm.at("repository").text(),
                    helm.at("version").text(),
                    helm.at("digest").text());
            return new Source.Helm(helm.at("chart").text(), helm.at("release").text(), origin, values(helm));
        }
        Located kustomize = source.at("kustomize");
        if (kustomize.isThere()) {
            return new Source.Kustomize(
                    path(kustomize), kustomize.at("allowRemoteBases").json().asBoolean());
        }
        Located manifests = source.at("manifests");
        if (manifests.isThere()) {
            return new Source.Manifests(
                    path(manifests),
                    manifests.at("recursive").json().asBoolean(true),
                    manifests.at("include").texts(),
                    manifests.at("exclude").texts());
        }
        return new Source.Detect(path(source));
    }

    /** A path alone, or a map with more. */
    private static String path(Located source) {
        return source.json().isTextual() ? source.text() : source.at("path").text();
    }

    private static HelmValues values(Located place) {
        Located inline = place.at("inlineValues");
        return new HelmValues(
                place.at("values").texts(),
                inline.isThere() ? Json.write(inline.json()) : "",
                texts(place.at("set")),
                texts(place.at("setString")),
                texts(place.at("setFile")));
    }

    private Changes changes() {
        Located variables = place.at("variables");
        Changes changes = Changes.NONE
                .but()
                .patches(patches(place.at("patches")))
                .images(images(place.at("images")))
                .imageFields(place.at("imageFields").texts())
                .pinImages(place.at("pinImages").json().asBoolean())
                .namespace(place.at("setNamespace").text())
                .labels(texts(place.at("labels")))
                .annotations(texts(place.at("annotations")))
                .build();
        return variables.isThere() ? changes.but().variables(texts(variables)).build() : changes;
    }

    private static List<Patch> patches(Located list) {
        return IntStream.range(0, list.json().size())
                .mapToObj(list::at)
                .map(patch -> new Patch(
                        patch.at("objects").text(), Json.write(patch.at("patch").json()), patch.here()))
                .toList();
    }

    private static List<ImageOverride> images(Located map) {
        List<ImageOverride> images = new ArrayList<>();
        texts(map).forEach((name, replacement) -> {
            try {
                images.add(new ImageOverride(name, replacement));
            } catch (GitOpsException e) {
                throw map.at(name).wrong("is wrong: " + e.getMessage());
            }
        });
        return images;
    }

    private static Map<String, String> texts(Located map) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.json().properties()) {
            texts.put(entry.getKey(), entry.getValue().asText());
        }
        return texts;
    }

    private static String commitAnnotation(Located place) {
        return place.json().isBoolean()
                ? place.json().booleanValue() ? EnvironmentSettings.COMMIT_ANNOTATION : ""
                : place.text();
    }

    private static Determinism determinism(Located place) {
        return place.isThere() ? Determinism.valueOf(place.text().toUpperCase(Locale.ROOT)) : null;
    }
}
