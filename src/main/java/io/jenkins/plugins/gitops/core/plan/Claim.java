package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;
import java.util.Optional;

/**
 * A tool's mark on an object that it manages.
 *
 * @param name what people allow the object to be taken from, as {@code helm/web}
 * @param words who it is, for people
 */
record Claim(String name, String words) {
    /** Where a tool writes its mark: an annotation or a label whose value names the owner, and beside it the place. */
    private record Mark(String where, String key, String placeKey, String tool, String words) {}

    /** A more special tool before the one it uses: Flux installs by Helm. */
    private static final List<Mark> MARKS = List.of(
            label(
                    "kustomize.toolkit.fluxcd.io/name",
                    "kustomize.toolkit.fluxcd.io/namespace",
                    "flux",
                    "Flux Kustomization"),
            label("helm.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/namespace", "flux", "Flux HelmRelease"),
            label("argocd.argoproj.io/instance", "", "argocd", "Argo CD application"),
            label("kapp.k14s.io/app", "", "kapp", "kapp app"),
            annotation("config.k8s.io/owning-inventory", "", "inventory", "kpt inventory"),
            annotation("objectset.rio.cattle.io/id", "", "fleet", "Fleet bundle"),
            annotation("meta.helm.sh/release-name", "meta.helm.sh/release-namespace", "helm", "Helm release"));

    private static final String ARGO_TRACKING = "argocd.argoproj.io/tracking-id";

    /** @return the claim of a tool of another kind than ours, if the object carries one */
    static Optional<Claim> of(JsonNode live) {
        return argo(live)
                .or(() -> MARKS.stream()
                        .filter(mark -> !value(live, mark.where(), mark.key()).isEmpty())
                        .map(mark -> claim(live, mark))
                        .findFirst());
    }

    private static Claim claim(JsonNode live, Mark mark) {
        String name = value(live, mark.where(), mark.key());
        String place = value(live, mark.where(), mark.placeKey());
        return new Claim(
                mark.tool() + "/" + name, mark.words() + " \"" + name + "\"" + (place.isEmpty() ? "" : " in " + place));
    }

    /** Argo CD's tracking id, {@code app:group/kind:namespace/name}, counts only on the object that it names: copies carry it. */
    private static Optional<Claim> argo(JsonNode live) {
        String[] id = value(live, "annotations", ARGO_TRACKING).split(":", 3);
        String apiVersion = Json.text(live, "apiVersion");
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
        return id.length == 3
                        && id[1].equals(group + "/" + Json.text(live, "kind"))
                        && id[2].endsWith("/" + Json.text(live, "metadata", "name"))
                ? Optional.of(new Claim("argocd/" + id[0], "Argo CD application \"" + id[0] + "\""))
                : Optional.empty();
    }

    private static String value(JsonNode live, String where, String key) {
        return key.isEmpty() ? "" : Json.text(live, "metadata", where, key);
    }

    private static Mark label(String key, String placeKey, String tool, String words) {
        return new Mark("labels", key, placeKey, tool, words);
    }

    private static Mark annotation(String key, String placeKey, String tool, String words) {
        return new Mark("annotations", key, placeKey, tool, words);
    }
}
