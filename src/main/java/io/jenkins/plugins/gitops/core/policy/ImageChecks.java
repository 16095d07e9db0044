package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.fields.ObjectPattern;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.List;
import java.util.function.BiConsumer;

/** Which images Pods run. */
final class ImageChecks {
    private ImageChecks() {}

    static void tag(Manifest manifest, CheckedSet set, Check.Findings findings) {
        each(manifest, (path, image) -> {
            String tag = tag(image);
            if (tag.isEmpty()) {
                findings.add(path, "\"" + image + "\" has no tag, which means latest; name a version or a digest");
            } else if (tag.equals("latest")) {
                findings.add(path, "\"" + image + "\" is whatever was built last; name a version or a digest");
            }
        });
    }

    static void allowed(Manifest manifest, CheckedSet set, Check.Findings findings) {
        List<String> allowed = set.limits().images();
        if (!allowed.isEmpty()) {
            each(manifest, (path, image) -> {
                if (allowed.stream().noneMatch(pattern -> ObjectPattern.matches(pattern, image))) {
                    findings.add(path, "\"" + image + "\" is not allowed here; allowed: " + String.join(", ", allowed));
                }
            });
        }
    }

    private static void each(Manifest manifest, BiConsumer<String, String> visitor) {
        PodTemplate.of(manifest.json()).ifPresent(pods -> {
            pods.eachContainer((path, container) -> visit(path + ".image", container.path("image"), visitor));
            pods.each(
                    "volumes",
                    (path, volume) -> visit(path + ".image.reference", Json.at(volume, "image", "reference"), visitor));
        });
    }

    private static void visit(String path, JsonNode image, BiConsumer<String, String> visitor) {
        if (!image.asText().isEmpty()) {
            visitor.accept(path, image.asText());
        }
    }

    /** @return the tag, or the digest's name where there is one */
    private static String tag(String image) {
        int digest = image.indexOf('@');
        if (digest >= 0) {
            return image.substring(digest + 1);
        }
        int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
        return colon < 0 ? "" : image.substring(colon + 1);
    }
}
