package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.regex.Pattern;

/**
 * Another image in place of one that the source names.
 *
 * @param name the image's name in the source, without tag and digest
 * @param replacement the whole new reference, such as {@code registry.example/web:17} or {@code web@sha256:…}
 */
public record ImageOverride(String name, String replacement) {
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]*");

    /** @throws GitOpsException when the two are not image references, or the name has a tag */
    public ImageOverride {
        requireReference(name);
        requireReference(replacement);
        if (!ImageReference.name(name).equals(name)) {
            throw new GitOpsException(
                    "image override " + name + "=" + replacement + ": leave tag and digest out of the name");
        }
    }

    /**
     * Reads {@code NAME=REPLACEMENT}.
     *
     * @throws GitOpsException when it is something else
     */
    public static ImageOverride parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new GitOpsException("image override '" + text + "': write it as NAME=REPLACEMENT");
        }
        return new ImageOverride(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }

    private static void requireReference(String reference) {
        if (!REFERENCE.matcher(reference).matches()) {
            throw new GitOpsException("image override: '" + reference + "' is no image reference");
        }
    }
}
