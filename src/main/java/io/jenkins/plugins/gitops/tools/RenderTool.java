package io.jenkins.plugins.gitops.tools;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.EnvironmentSpecific;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.NodeSpecific;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolProperty;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** A program that renders, in a directory of its own that goes to the front of the {@code PATH}. */
public abstract class RenderTool extends ToolInstallation
        implements EnvironmentSpecific<RenderTool>, NodeSpecific<RenderTool> {
    private static final long serialVersionUID = 1L;

    RenderTool(String name, String home, List<? extends ToolProperty<?>> properties) {
        super(name, home, properties);
    }

    @Override
    public void buildEnvVars(EnvVars variables) {
        if (getHome() != null) {
            variables.put("PATH+GITOPS", getHome());
        }
    }

    /**
     * Finds an installation, installs it where the build runs if need be, and adds it to the build's variables.
     *
     * @param type of which program
     * @param name the installation's name
     * @param workspace where the build runs
     * @throws GitOpsException when there is none of that name; the message names those that there are
     */
    public static void add(
            Class<? extends RenderTool> type, String name, FilePath workspace, EnvVars variables, TaskListener log)
            throws IOException, InterruptedException {
        RenderToolDescriptor<?> descriptor =
                (RenderToolDescriptor<?>) Jenkins.get().getDescriptorOrDie(type);
        RenderTool tool = Arrays.stream(descriptor.getInstallations())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new GitOpsException(Messages.RenderTool_unknown(
                        descriptor.getDisplayName(),
                        name,
                        Arrays.stream(descriptor.getInstallations())
                                .map(ToolInstallation::getName)
                                .collect(Collectors.joining(", ")))));
        Node node =
                workspace.toComputer() == null ? null : workspace.toComputer().getNode();
        if (node == null) {
            throw new GitOpsException(Messages.RenderTool_offline(name));
        }
        tool.forNode(node, log).forEnvironment(variables).buildEnvVars(variables);
    }

    /** @return the installations of a program for a form, and none of them first */
    public static ListBoxModel items(Class<? extends RenderTool> type) {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.RenderTool_path(), "");
        Arrays.stream(((RenderToolDescriptor<?>) Jenkins.get().getDescriptorOrDie(type)).getInstallations())
                .forEach(tool -> items.add(tool.getName()));
        return items;
    }
}
