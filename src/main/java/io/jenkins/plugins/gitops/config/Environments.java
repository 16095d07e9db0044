package io.jenkins.plugins.gitops.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds environments by name: those of the nearest folder first, then of the folders around it, then the global ones. */
public final class Environments {
    private Environments() {}

    /**
     * @param context the job or folder that looks; null for the whole Jenkins
     * @return the environment of that name that is nearest to it
     */
    public static Optional<GitOpsEnvironment> find(@CheckForNull Item context, String name) {
        return visibleTo(context).stream()
                .filter(environment -> environment.getName().equals(name))
                .findFirst();
    }

    /**
     * @param context the job or folder that looks; null for the whole Jenkins
     * @throws GitOpsException when there is none; the message says which there are, and where to configure one
     */
    public static GitOpsEnvironment require(@CheckForNull Item context, String name) {
        return find(context, name).orElseThrow(() -> new GitOpsException(missing(context, name)));
    }

    private static String missing(Item context, String name) {
        String there = visibleTo(context).stream()
                .map(GitOpsEnvironment::getName)
                .sorted()
                .collect(Collectors.joining(", "));
        String where = context == null ? "Jenkins" : context.getFullName();
        return there.isEmpty()
                ? Messages.Environments_none(name, where)
                : Messages.Environments_unknown(name, where, there);
    }

    /** @return every environment that {@code context} can name, each name once; the nearest first */
    public static List<GitOpsEnvironment> visibleTo(@CheckForNull Item context) {
        Map<String, GitOpsEnvironment> visible = new LinkedHashMap<>();
        Object place = context;
        while (place instanceof Item item) {
            if (item instanceof ItemGroup<?> group) {
                for (EnvironmentSource source : ExtensionList.lookup(EnvironmentSource.class)) {
                    source.of(group).forEach(one -> visible.putIfAbsent(one.getName(), one));
                }
            }
            place = item.getParent();
        }
        GitOpsConfiguration.get().getEnvironments().forEach(one -> visible.putIfAbsent(one.getName(), one));
        return List.copyOf(visible.values());
    }

    /** @return whether the environment, as it was found, is one of the whole Jenkins and not of a folder */
    public static boolean isGlobal(GitOpsEnvironment environment) {
        return GitOpsConfiguration.get().getEnvironments().stream().anyMatch(one -> one == environment);
    }

    /**
     * Checks who may deploy to an environment.
     *
     * @param run the build that wants to
     * @param branch the branch that is to be deployed; null when it is not known
     * @throws GitOpsException when the build's job or the branch may not; the message names the rule
     */
    public static void checkAllowed(GitOpsEnvironment environment, Run<?, ?> run, @CheckForNull String branch) {
        String job = run.getParent().getFullName();
        List<String> jobs = environment.getAllowedJobs();
        if (!jobs.isEmpty() && !NamePattern.matchesAny(jobs, job)) {
            throw new GitOpsException(Messages.Environments_job(environment.getName(), job, String.join(", ", jobs)));
        }
        List<String> branches = environment.getAllowedBranches();
        if (branches.isEmpty()) {
            return;
        }
        String rule = String.join(", ", branches);
        if (branch == null || branch.isBlank()) {
            throw new GitOpsException(Messages.Environments_branchUnknown(environment.getName(), rule));
        }
        if (!NamePattern.matchesAny(branches, branch)) {
            throw new GitOpsException(Messages.Environments_branch(environment.getName(), branch, rule));
        }
    }
}
