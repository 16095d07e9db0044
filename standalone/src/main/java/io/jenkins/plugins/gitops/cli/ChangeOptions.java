package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.Changes;
import io.jenkins.plugins.gitops.core.render.ImageOverride;
import io.jenkins.plugins.gitops.core.render.Patch;
import io.jenkins.plugins.gitops.core.render.PatchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What is changed on top of what a source declares. */
final class ChangeOptions {
    @Option(
            names = "--image",
            paramLabel = "NAME=IMAGE",
            description =
                    "Use IMAGE in place of every image NAME; may be repeated. IMAGE is a whole reference, a name (tag"
                            + " and digest stay), :TAG or @DIGEST (the name stays).")
    private Map<String, String> images = new LinkedHashMap<>();

    @Option(
            names = "--image-field",
            paramLabel = "KIND:FIELD",
            description =
                    "A field of a custom resource that names an image; may be repeated. FIELD is a JSON pointer or a jq"
                            + " path: Prometheus.monitoring.coreos.com:.spec.image")
    private List<String> imageFields = List.of();

    @Option(
            names = "--pin-images",
            description =
                    "Add to each image the digest that its tag stands for now. Registries are asked with the logins"
                            + " of docker.")
    private boolean pinImages;

    @Option(
            names = "--set-namespace",
            paramLabel = "NAME",
            description = "Move every namespaced object there, with what points at it. Cluster-scoped objects stay.")
    private String namespace = "";

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label for every object; may be repeated.")
    private Map<String, String> labels = Map.of();

    @Option(
            names = "--annotation",
            paramLabel = "NAME=VALUE",
            description = "An annotation for every object; may be repeated.")
    private Map<String, String> annotations = Map.of();

    @Option(
            names = "--annotate-commit",
            arity = "0..1",
            paramLabel = "NAME",
            fallbackValue = "gitops.jenkins.io/commit",
            description = "Annotate every object with the full id of the commit (default name: ${FALLBACK-VALUE})."
                    + " With each commit every object changes then.")
    private String commitAnnotation = "";

    @Option(
            names = "--patch",
            paramLabel = "KIND/NAME:PATCH",
            description = "Change objects; may be repeated. A map is a merge patch, a list a JSON patch:"
                    + " 'Deployment.apps/web:{spec: {replicas: 3}}'")
    private List<String> patches = List.of();

    @Option(
            names = "--patches",
            paramLabel = "FILE",
            description = "Patches in YAML: a list of {objects: KIND/NAME, patch: …}; may be repeated.")
    private List<Path> patchFiles = List.of();

    @Option(
            names = "--substitute",
            description = "Replace $${NAME} and $${NAME:-default} in manifests and kustomizations by variables.")
    private boolean substitute;

    @Option(
            names = "--variable",
            paramLabel = "NAME[=VALUE]",
            description =
                    "A variable, or without a value one of the environment; may be repeated. Implies --substitute.")
    private List<String> variables = List.of();

    /** @return the name of the annotation that holds the commit; empty for none */
    String commitAnnotation() {
        return commitAnnotation;
    }

    Changes changes() {
        List<Patch> all = new ArrayList<>();
        patchFiles.forEach(file -> all.addAll(read(file)));
        patches.forEach(text -> all.add(Patch.parse(text)));
        List<ImageOverride> overrides = new ArrayList<>();
        images.forEach((name, replacement) -> overrides.add(new ImageOverride(name, replacement)));
        Changes changes = Changes.NONE
                .but()
                .patches(all)
                .images(overrides)
                .imageFields(imageFields)
                .pinImages(pinImages)
                .namespace(namespace)
                .labels(labels)
                .annotations(annotations)
                .build();
        return substitute || !variables.isEmpty()
                ? changes.but().variables(values()).build()
                : changes;
    }

    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            String value = equals < 0 ? System.getenv(name) : variable.substring(equals + 1);
            if (value == null) {
                throw new GitOpsException(
                        "--variable " + name + ": the environment has none; write " + name + "=VALUE");
            }
            values.put(name, value);
        }
        return values;
    }

    private static List<Patch> read(Path file) {
        try {
            return PatchFile.read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new GitOpsException("cannot read the patches in " + file + ": " + e.getMessage(), e);
        }
    }
}
