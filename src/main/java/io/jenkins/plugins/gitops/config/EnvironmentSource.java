package io.jenkins.plugins.gitops.config;

import hudson.ExtensionPoint;
import hudson.model.ItemGroup;
import java.util.List;

/** Where environments are configured below the whole Jenkins. Folders are a plugin of their own, which may be missing. */
interface EnvironmentSource extends ExtensionPoint {
    /** @return the environments that the group itself defines, possibly none */
    List<GitOpsEnvironment> of(ItemGroup<?> group);
}
