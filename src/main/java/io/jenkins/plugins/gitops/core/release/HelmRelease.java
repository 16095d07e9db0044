package io.jenkins.plugins.gitops.core.release;

/**
 * A Helm release as it stands in the cluster.
 *
 * @param name the release
 * @param revision its newest revision, from 1
 * @param status Helm's word for how that ended: {@code deployed}, {@code failed}, {@code pending-upgrade}…
 * @param chart the chart's name and version: {@code webapp-1.0.0}
 * @param serverSide whether Helm applies it on the server's side; a release that Helm 3 began is patched by the client
 */
public record HelmRelease(String name, int revision, String status, String chart, boolean serverSide) {

    /** @return whether a run of Helm was cut off, or is at work just now: Helm itself refuses to go on from there */
    public boolean isPending() {
        return status.startsWith("pending-");
    }
}
