package io.jenkins.plugins.gitops.agent;

import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * What the agent is to render, as plain values without secrets.
 *
 * @param path the source directory in the workspace
 * @param config the {@code gitops.yaml}, relative to the source directory; empty for the one that is there by its name,
 *     which is read unless a source is named
 * @param said what the step says, and the controller knows of the target, which both go before what the file says
 * @param upgrade whether charts are told that the app is deployed already
 * @param scopes whether the target's own types live in namespaces, by {@code Kind.group}; empty when nothing is known
 * @param out the file in the workspace that is written; empty for one in {@link #OUT_DIRECTORY}
 * @param sarif the file in the workspace that what the checks find is written to; empty for none
 */
public record RenderTask(
        String path,
        String config,
        EnvironmentSettings said,
        boolean upgrade,
        Map<String, Boolean> scopes,
        String out,
        String sarif)
        implements Serializable {
    /** Hidden, so that no later render of the workspace takes what it holds for a source. */
    public static final String OUT_DIRECTORY = ".gitops/rendered";

    public RenderTask {
        scopes = new HashMap<>(scopes);
    }

    /** @return the same for a target of which something is known */
    public RenderTask with(EnvironmentSettings known, boolean deployed, Map<String, Boolean> types) {
        return new RenderTask(path, config, known, deployed, types, out, sarif);
    }
}
