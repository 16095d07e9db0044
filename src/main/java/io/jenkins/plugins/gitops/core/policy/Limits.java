package io.jenkins.plugins.gitops.core.policy;

import java.io.Serializable;
import java.util.List;

/**
 * What a target allows. Empty lists allow everything. In every text {@code *} stands for any text.
 *
 * @param kinds the allowed kinds, {@code Kind} or {@code Kind.group}
 * @param deniedKinds kinds that are not allowed, whatever {@code kinds} says
 * @param namespaces the allowed namespaces
 * @param images the allowed images: {@code registry.example/*}
 * @param signed whether the commit must carry a signature of a trusted key
 */
public record Limits(
        List<String> kinds, List<String> deniedKinds, List<String> namespaces, List<String> images, boolean signed)
        implements Serializable {
    /** No limits. */
    public static final Limits NONE = new Limits(List.of(), List.of(), List.of(), List.of(), false);

    public Limits {
        kinds = List.copyOf(kinds);
        deniedKinds = List.copyOf(deniedKinds);
        namespaces = List.copyOf(namespaces);
        images = List.copyOf(images);
    }

    Limits withSigned() {
        return new Limits(kinds, deniedKinds, namespaces, images, true);
    }
}
