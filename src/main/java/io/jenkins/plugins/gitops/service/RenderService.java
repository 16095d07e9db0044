package io.jenkins.plugins.gitops.service;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.gitops.agent.LauncherCommandRunner;
import io.jenkins.plugins.gitops.agent.NamesOnAgent;
import io.jenkins.plugins.gitops.agent.RegistryAccess;
import io.jenkins.plugins.gitops.agent.RenderOnAgent;
import io.jenkins.plugins.gitops.agent.RenderTask;
import io.jenkins.plugins.gitops.agent.Rendered;
import io.jenkins.plugins.gitops.agent.RequiredChecks;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.render.SourceFacts;
import io.jenkins.plugins.gitops.core.render.registry.Login;
import io.jenkins.plugins.gitops.credentials.MaskedLog;
import io.jenkins.plugins.gitops.credentials.RegistryCredentials;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Renders for a build: what step and build step of a freestyle job both call. */
public final class RenderService {
    /** Where docker and its relatives keep their logins, and through which proxy they ask registries. */
    private static final Set<String> REGISTRY_VARIABLES =
            Set.of("REGISTRY_AUTH_FILE", "DOCKER_CONFIG", "HTTPS_PROXY", "NO_PROXY");

    private final Run<?, ?> run;
    private final FilePath workspace;
    private final Launcher launcher;
    private final EnvVars variables;
    private final TaskListener listener;

    /** @param workspace where the sources are; everything is done on its agent */
    public RenderService(
            Run<?, ?> run, FilePath workspace, Launcher launcher, EnvVars variables, TaskListener listener) {
        this.run = run;
        this.workspace = workspace;
        this.launcher = launcher;
        this.variables = variables;
        this.listener = listener;
    }

    /**
     * Renders, and keeps what was rendered for the deployments of this build.
     *
     * @param registryCredentials the ids of credentials by the hosts of registries, for what asks these
     * @throws GitOpsException when the source cannot be read or rendered, or credentials are not there
     */
    public Rendered render(RenderTask task, Map<String, String> registryCredentials)
            throws IOException, InterruptedException {
        try (LauncherCommandRunner runner = new LauncherCommandRunner(launcher, variables)) {
            Map<String, Login> logins = RegistryCredentials.of(run, registryCredentials);
            TaskListener log = MaskedLog.masking(listener, RegistryCredentials.secrets(logins));
            workspace.mkdirs();
            RenderTask named = named(task);
            RequiredChecks required =
                    EnvironmentChecks.of(run.getParent(), named.said().environment());
            RenderTask complete = new ChartTarget(run, log).complete(named);
            Rendered rendered = workspace.act(new RenderOnAgent(
                    complete, required, scratch(), runner, new RegistryAccess(logins, registryVariables())));
            keep(task, rendered);
            tell(rendered, log.getLogger());
            return rendered;
        } catch (GitOpsException e) {
            throw StepWords.of(e);
        }
    }

    /** What is known of the cluster is told to charts also when only {@code gitops.yaml} says what they are for. */
    private RenderTask named(RenderTask task) throws IOException, InterruptedException {
        EnvironmentSettings said = task.said();
        if (!said.app().isEmpty() && !said.environment().isEmpty()) {
            return task;
        }
        NamesOnAgent.Names names = workspace.act(new NamesOnAgent(task));
        return task.with(
                said.but().app(names.app()).environment(names.environment()).build(), task.upgrade(), task.scopes());
    }

    private Map<String, String> registryVariables() {
        return variables.entrySet().stream()
                .filter(variable ->
                        REGISTRY_VARIABLES.contains(variable.getKey().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Beside the workspace, where other plugins have theirs. */
    private String scratch() {
        FilePath beside = WorkspaceList.tempDir(workspace);
        return (beside == null ? workspace.child(RenderTask.OUT_DIRECTORY) : beside).getRemote();
    }

    private void keep(RenderTask task, Rendered rendered) {
        try {
            new StoredRenders(run).save(rendered.app(), rendered.environment(), StoredRender.of(rendered, task.path()));
        } catch (UncheckedIOException e) {
            throw new GitOpsException("the agent has not sent what it rendered: " + e.getMessage(), e);
        }
    }

    private static void tell(Rendered rendered, PrintStream log) {
        SourceFacts source = rendered.source();
        rendered.commit()
                .ifPresent(commit -> log.println(Messages.RenderService_commit(
                        commit.shortId() + " " + commit.subject() + " (" + commit.author() + ")")));
        log.println(Messages.RenderService_source(
                source.tool().isEmpty() ? source.type() : source.tool(), rendered.file()));
        source.images().forEach(image -> log.println(Messages.RenderService_image(image)));
        rendered.warnings().forEach(warning -> log.println(Messages.RenderService_warning(warning)));
    }
}
