package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Another image in place of one that the source names.
 *
 * @param name the image's name in the source, without tag and digest
 * @param replacement a whole reference ({@code registry.example/web:17}), only a name, which keeps tag and digest, or
 *     only a tag ({@code :17}) or a digest ({@code @sha256:…}), which keep the name
 */
public record ImageOverride(String name, String replacement) implements Serializable {
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]*");
    private static final Pattern TAG_OR_DIGEST =
            Pattern.compile(":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|@[a-z0-9]+:[0-9a-fA-F]{2,}");

    /** @throws GitOpsException when the two are not image references, or the name has a tag */
    public ImageOverride {
        requireReference(name);
        if (!TAG_OR_DIGEST.matcher(replacement).matches()) {
            requireReference(replacement);
        }
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

    /** @return what becomes of an image of this name */
    String applyTo(String image) {
        if (TAG_OR_DIGEST.matcher(replacement).matches()) {
            return name + replacement;
        }
        boolean whole = !ImageReference.name(replacement).equals(replacement);
        return whole ? replacement : replacement + image.substring(name.length());
    }

    private static void requireReference(String reference) {
        if (!REFERENCE.matcher(reference).matches()) {
            throw new GitOpsException("image override: '" + reference + "' is no image reference");
        }
    }
}
