package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.agent.RenderTask;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.forms.Lines;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code gitopsRender}: turns the manifests, the Kustomize directory or the Helm chart in the workspace into one file of
 * manifests, and returns what it holds as a {@link GitOpsRenderResult}.
 */
public final class GitOpsRenderStep extends RenderChecksStep {
    private static final String DEFAULT_PATH = ".";

    private String app;
    private String environment;
    private String path = DEFAULT_PATH;
    private RenderSource source;
    private String config;
    private String namespace;
    private String out;

    /** Nothing is mandatory: {@code gitops.yaml} can say it all. */
    @DataBoundConstructor
    public GitOpsRenderStep() {}

    @CheckForNull
    public String getApp() {
        return app;
    }

    /** @param app the name of the set of objects that is deployed together; unset means that of {@code gitops.yaml} */
    @DataBoundSetter
    public void setApp(String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    @CheckForNull
    public String getEnvironment() {
        return environment;
    }

    /** @param environment the named target; part of the default file name */
    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    public String getPath() {
        return path;
    }

    /** @param path the source directory in the workspace, which no file of the source may leave */
    @DataBoundSetter
    public void setPath(String path) {
        String given = Util.fixEmptyAndTrim(path);
        this.path = given == null ? DEFAULT_PATH : given;
    }

    @CheckForNull
    public String getConfig() {
        return config;
    }

    /** @param config a {@code gitops.yaml} below the directory, which is read whatever {@code source} says */
    @DataBoundSetter
    public void setConfig(String config) {
        this.config = Util.fixEmptyAndTrim(config);
    }

    @CheckForNull
    public RenderSource getSource() {
        return source;
    }

    /** @param source what to render; unset means that the directory's content decides */
    @DataBoundSetter
    public void setSource(RenderSource source) {
        this.source = source instanceof DetectSource ? null : source;
    }

    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    /** @param namespace the namespace for charts that want to know it */
    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    @CheckForNull
    public String getOut() {
        return out;
    }

    /** @param out the file in the workspace that is written; unset means {@code .gitops/rendered/APP-ENVIRONMENT.yaml} */
    @DataBoundSetter
    public void setOut(String out) {
        this.out = Util.fixEmptyAndTrim(out);
    }

    /**
     * @param expand fills in variables, in a freestyle job
     * @return what to render, checked
     */
    @Restricted(NoExternalUse.class)
    public RenderTask toTask(UnaryOperator<String> expand) {
        EnvironmentSettings said = EnvironmentSettings.NOTHING
                .but()
                .app(app == null ? "" : Names.required("app", app, expand))
                .environment(environment == null ? "" : Names.required("environment", environment, expand))
                .namespace(expand.apply(Util.fixNull(namespace)))
                .source(source == null ? DetectSource.UNSAID : source.toSource(expand))
                .changes(toChanges(expand))
                .commitAnnotation(toCommitAnnotation())
                .determinism(toDeterminism())
                .kubeVersion(expand.apply(Util.fixNull(getKubeVersion())))
                .apiVersions(Lines.each(getApiVersions(), expand))
                .checks(toChecks(expand))
                .build();
        return new RenderTask(
                expand.apply(path),
                expand.apply(Util.fixNull(config)),
                said,
                false,
                Map.of(),
                expand.apply(Util.fixNull(out)),
                expand.apply(Util.fixNull(getSarif())));
    }

    /** @return the variables with the program that was chosen, which is installed if need be */
    @Restricted(NoExternalUse.class)
    public EnvVars withTool(FilePath workspace, EnvVars variables, TaskListener log)
            throws IOException, InterruptedException {
        EnvVars all = new EnvVars(variables);
        if (source != null) {
            source.addTool(workspace, all, log);
        }
        return all;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new GitOpsRenderExecution(this, context);
    }

    /** Descriptor. */
    @Extension
    public static final class DescriptorImpl extends RenderStepDescriptor {
        @Override
        public String getFunctionName() {
            return "gitopsRender";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitOpsRenderStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, Launcher.class, EnvVars.class, TaskListener.class);
        }

        @Override
        boolean isAppNeeded() {
            return false;
        }

        @Override
        boolean isEnvironmentNeeded() {
            return false;
        }

        /** @return what the form shows while no source is set */
        @Restricted(NoExternalUse.class)
        public Descriptor<?> getDefaultSource() {
            return Jenkins.get().getDescriptorOrDie(DetectSource.class);
        }
    }
}
