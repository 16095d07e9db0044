package io.jenkins.plugins.gitops.core.render;

import java.io.Serializable;
import java.util.List;

/**
 * What charts are told of the target.
 *
 * @param kubeVersion the cluster's version ({@code v1.35.2}); empty when unknown
 * @param apiVersions what it serves beyond what every cluster of that version does: {@code group/version} and
 *     {@code group/version/Kind}
 * @param upgrade whether the app is deployed already
 */
public record Capabilities(String kubeVersion, List<String> apiVersions, boolean upgrade) implements Serializable {
    /** Nothing is known. */
    public static final Capabilities UNKNOWN = new Capabilities("", List.of(), false);

    public Capabilities {
        apiVersions = List.copyOf(apiVersions);
    }
}
