package io.jenkins.plugins.gitops.agent;

import io.jenkins.plugins.gitops.core.render.Source;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent is to render, as plain values.
 *
 * @param app the app's name; empty for that of {@code gitops.yaml}
 * @param environment the environment it is for; empty for any, or for the one that {@code gitops.yaml} finds for the branch
 * @param path the source directory in the workspace
 * @param source the source in it
 * @param namespace the namespace for charts that want to know it; empty when unknown
 * @param images image overrides, {@code name=replacement} each
 * @param out the file in the workspace that is written; empty for one in {@link #OUT_DIRECTORY}
 * @param kubeVersion the version of the target cluster for Helm's capabilities; empty when unknown
 * @param upgrade whether charts are told that the app is deployed already
 */
public record RenderTask(
        String app,
        String environment,
        String path,
        Source source,
        String namespace,
        List<String> images,
        String out,
        String kubeVersion,
        boolean upgrade)
        implements Serializable {
    /** Hidden, so that no later render of the workspace takes what it holds for a source. */
    public static final String OUT_DIRECTORY = ".gitops/rendered";

    public RenderTask {
        images = new ArrayList<>(images);
    }
}
