package io.jenkins.plugins.gitops.core.project;

import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.render.ImageOverride;
import io.jenkins.plugins.gitops.core.render.Source;
import java.io.Serializable;
import java.util.List;

/**
 * Everything that {@code gitops.yaml} says about one environment. Texts are empty where it says nothing.
 *
 * @param app the app
 * @param environment the environment's name
 * @param namespace its namespace
 * @param source what is rendered; its paths are relative to the directory of the file
 * @param images image overrides
 * @param kubeVersion the version of Kubernetes that charts and checks are told when no cluster is asked
 * @param context the context of the kubeconfig, for the command line
 * @param checks how manifests are checked
 */
public record EnvironmentSettings(
        String app,
        String environment,
        String namespace,
        Source source,
        List<ImageOverride> images,
        String kubeVersion,
        String context,
        PolicySettings checks)
        implements Serializable {
    public EnvironmentSettings {
        images = List.copyOf(images);
    }
}
