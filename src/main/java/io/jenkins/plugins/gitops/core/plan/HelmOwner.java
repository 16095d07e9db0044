package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;

/**
 * A Helm release: its objects carry the label and the annotations that Helm puts on them when it applies them
 * ({@code helm pkg/action/validate.go}).
 *
 * @param release the release's name
 * @param namespace the release's namespace
 */
public record HelmOwner(String release, String namespace) implements Owner {
    /** Helm's field manager. */
    private static final String MANAGER = "helm";

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String NAME = "meta.helm.sh/release-name";
    private static final String NAMESPACE = "meta.helm.sh/release-namespace";

    /** @return the options under which a dry run tells what Helm would do */
    public PlanOptions planning(PlanOptions options) {
        return options.withManager(MANAGER);
    }

    @Override
    public String id() {
        return "helm." + namespace + "." + release;
    }

    @Override
    public String selector() {
        return MANAGED_BY + "=Helm";
    }

    @Override
    public boolean owns(JsonNode live) {
        JsonNode annotations = Json.at(live, "metadata", "annotations");
        return release.equals(Json.text(annotations, NAME)) && namespace.equals(Json.text(annotations, NAMESPACE));
    }

    @Override
    public Manifest stamp(Manifest manifest) {
        ObjectNode json = Ownership.clean(manifest.json());
        ObjectNode metadata = json.withObject("/metadata");
        Ownership.map(metadata, "labels").put(MANAGED_BY, "Helm");
        Ownership.map(metadata, "annotations").put(NAME, release).put(NAMESPACE, namespace);
        return manifest.with(json);
    }

    /** Helm applies, and does as it likes. */
    @Override
    public boolean takesOver() {
        return false;
    }
}
