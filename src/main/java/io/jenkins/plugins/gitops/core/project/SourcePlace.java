package io.jenkins.plugins.gitops.core.project;

import io.jenkins.plugins.gitops.core.render.HelmValues;
import io.jenkins.plugins.gitops.core.render.Source;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A {@code gitops.yaml} that does not lie at the root of its repository. */
public final class SourcePlace {
    private SourcePlace() {}

    /**
     * @param settings paths in it count from the file's directory
     * @param place that directory, relative to the root
     * @return the same with paths that count from the root
     */
    public static EnvironmentSettings of(EnvironmentSettings settings, String place) {
        return settings.but()
                .source(under(place, settings.source()))
                .values(under(place, settings.values()))
                .build();
    }

    private static Source under(String place, Source source) {
        if (source instanceof Source.Helm helm) {
            String chart = helm.origin().isRemote(helm.path()) ? helm.path() : under(place, helm.path());
            return new Source.Helm(chart, helm.release(), helm.origin(), under(place, helm.values()));
        }
        if (source instanceof Source.Kustomize kustomization) {
            return new Source.Kustomize(under(place, kustomization.path()), kustomization.remote());
        }
        return source instanceof Source.Manifests manifests
                ? new Source.Manifests(
                        under(place, manifests.path()), manifests.recursive(), manifests.include(), manifests.exclude())
                : new Source.Detect(under(place, source.path()));
    }

    private static HelmValues under(String place, HelmValues values) {
        Map<String, String> contents = new TreeMap<>();
        values.setFile().forEach((name, file) -> contents.put(name, under(place, file)));
        return new HelmValues(
                values.files().stream().map(file -> under(place, file)).toList(),
                values.inline(),
                values.set(),
                values.setString(),
                contents);
    }

    private static String under(String place, String path) {
        String joined = Path.of(place, path).normalize().toString().replace('\\', '/');
        return joined.isEmpty() ? "." : joined;
    }
}
