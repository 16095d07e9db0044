package io.jenkins.plugins.gitops.core.render;

import java.io.Serializable;

/**
 * Where a chart comes from that is not in the source directory. All parts are empty for one that is.
 *
 * @param repository the URL of a chart repository; empty when the chart is named {@code oci://…}
 * @param version the chart's version, exact
 * @param digest {@code sha256:…} of the chart's archive in a repository, of its manifest in an OCI registry
 */
public record HelmOrigin(String repository, String version, String digest) implements Serializable {
    /** The chart is in the source directory. */
    public static final HelmOrigin LOCAL = new HelmOrigin("", "", "");

    private static final String OCI = "oci://";

    /** @return the same, with what {@code below} says where this says nothing: another version has another digest */
    HelmOrigin over(HelmOrigin below) {
        boolean pinned = !version.isEmpty() || !digest.isEmpty();
        return new HelmOrigin(
                repository.isEmpty() ? below.repository : repository,
                pinned ? version : below.version,
                pinned ? digest : below.digest);
    }

    /** @return whether a chart of this origin is fetched from elsewhere */
    public boolean isRemote(String chart) {
        return !repository.isEmpty() || isOci(chart);
    }

    /** @return whether the chart is named by a reference into an OCI registry */
    public static boolean isOci(String chart) {
        return chart.startsWith(OCI);
    }
}
