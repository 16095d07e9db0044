package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wave of its deployment in which an object is applied: a whole number in an annotation, 0 when there is none. Waves
 * begin with the lowest, and a later one begins when the objects of those before it are healthy. Argo CD's annotation is
 * understood; ours counts where an object has both.
 */
public final class Wave {
    /** The annotation. */
    public static final String ANNOTATION = "gitops.jenkins.io/wave";
    /** Argo CD's word for the same. */
    public static final String ARGO = "argocd.argoproj.io/sync-wave";

    private Wave() {}

    /** @return the wave of an object, declared or live; 0 when its annotation is not a whole number */
    public static int of(JsonNode object) {
        try {
            return declared(object).map(name -> number(object, name)).orElse(0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** @throws ManifestException when the annotation is not a whole number */
    public static void require(Manifest manifest) {
        Optional<String> name = declared(manifest.json());
        try {
            name.ifPresent(annotation -> number(manifest.json(), annotation));
        } catch (NumberFormatException e) {
            throw new ManifestException(
                    manifest.origin(),
                    manifest.key() + ": annotation " + name.get() + " is \"" + manifest.annotation(name.get())
                            + "\", not a whole number");
        }
    }

    private static Optional<String> declared(JsonNode object) {
        return Stream.of(ANNOTATION, ARGO)
                .filter(name -> Json.at(object, "metadata", "annotations").hasNonNull(name))
                .findFirst();
    }

    private static int number(JsonNode object, String name) {
        return Integer.parseInt(
                Json.text(object, "metadata", "annotations", name).strip());
    }
}
