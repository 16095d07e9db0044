package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.HelmValues;
import io.jenkins.plugins.gitops.core.render.Source;
import io.jenkins.plugins.gitops.forms.FormCheck;
import io.jenkins.plugins.gitops.forms.Lines;
import io.jenkins.plugins.gitops.forms.Pairs;
import io.jenkins.plugins.gitops.tools.HelmInstallation;
import io.jenkins.plugins.gitops.tools.RenderTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code helm(chart: 'charts/webapp', valuesFiles: ['values-prod.yaml'])}: a chart in the source directory or from
 * elsewhere, or values for the one that {@code gitops.yaml} names.
 */
public final class HelmSource extends RenderSource {
    private final String chart;
    private String repository;
    private String version;
    private String digest;
    private String release;
    private String tool;
    private ArrayList<String> valuesFiles;
    private String values;
    private ArrayList<String> set;
    private ArrayList<String> setString;
    private ArrayList<String> setFile;

    /**
     * @param chart the chart's directory, a packaged chart, {@code oci://…}, or a name in a repository; null for the chart
     *     that {@code gitops.yaml} names
     */
    @DataBoundConstructor
    public HelmSource(String chart) {
        this.chart = Util.fixEmptyAndTrim(chart);
    }

    @CheckForNull
    public String getChart() {
        return chart;
    }

    @CheckForNull
    public String getRepository() {
        return repository;
    }

    /** @param repository the URL of the chart repository that has the chart */
    @DataBoundSetter
    public void setRepository(String repository) {
        this.repository = Util.fixEmptyAndTrim(repository);
    }

    @CheckForNull
    public String getVersion() {
        return version;
    }

    /** @param version the exact version of a chart from elsewhere */
    @DataBoundSetter
    public void setVersion(String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    @CheckForNull
    public String getDigest() {
        return digest;
    }

    /** @param digest {@code sha256:…}, which a chart from elsewhere must have */
    @DataBoundSetter
    public void setDigest(String digest) {
        this.digest = Util.fixEmptyAndTrim(digest);
    }

    @CheckForNull
    public String getRelease() {
        return release;
    }

    /** @param release the release's name; unset means the app's */
    @DataBoundSetter
    public void setRelease(String release) {
        this.release = Util.fixEmptyAndTrim(release);
    }

    public List<String> getValuesFiles() {
        return Lines.view(valuesFiles);
    }

    /** @param valuesFiles values files in the source directory, later ones win */
    @DataBoundSetter
    public void setValuesFiles(List<String> valuesFiles) {
        this.valuesFiles = Lines.of(valuesFiles);
    }

    @Restricted(NoExternalUse.class)
    public String getValuesFilesText() {
        return Lines.join(valuesFiles);
    }

    @CheckForNull
    public String getValues() {
        return values;
    }

    /** @param values values in YAML, which win over all files */
    @DataBoundSetter
    public void setValues(String values) {
        // Not trimmed: in YAML the white space before the first key counts.
        this.values = Util.fixNull(values).isBlank() ? null : values;
    }

    public List<String> getSet() {
        return Lines.view(set);
    }

    /** @param set single values, {@code key=value} each, which win over all files */
    @DataBoundSetter
    public void setSet(List<String> set) {
        this.set = Lines.of(set);
    }

    @Restricted(NoExternalUse.class)
    public String getSetText() {
        return Lines.join(set);
    }

    public List<String> getSetString() {
        return Lines.view(setString);
    }

    /** @param setString single values that stay text, {@code key=value} each */
    @DataBoundSetter
    public void setSetString(List<String> setString) {
        this.setString = Lines.of(setString);
    }

    @Restricted(NoExternalUse.class)
    public String getSetStringText() {
        return Lines.join(setString);
    }

    public List<String> getSetFile() {
        return Lines.view(setFile);
    }

    /** @param setFile single values from files, {@code key=file} each */
    @DataBoundSetter
    public void setSetFile(List<String> setFile) {
        this.setFile = Lines.of(setFile);
    }

    @Restricted(NoExternalUse.class)
    public String getSetFileText() {
        return Lines.join(setFile);
    }

    @CheckForNull
    public String getTool() {
        return tool;
    }

    /** @param tool the name of a Helm installation; unset means the program on the {@code PATH} */
    @DataBoundSetter
    public void setTool(String tool) {
        this.tool = Util.fixEmptyAndTrim(tool);
    }

    @Override
    void addTool(FilePath workspace, EnvVars variables, TaskListener log) throws IOException, InterruptedException {
        if (tool != null) {
            RenderTool.add(HelmInstallation.class, tool, workspace, variables, log);
        }
    }

    @Override
    Source toSource(UnaryOperator<String> expand) {
        return new Source.Helm(
                expand.apply(Util.fixNull(chart)),
                expand.apply(Util.fixNull(release)),
                new HelmOrigin(
                        expand.apply(Util.fixNull(repository)),
                        expand.apply(Util.fixNull(version)),
                        expand.apply(Util.fixNull(digest))),
                new HelmValues(
                        Lines.each(valuesFiles, expand),
                        expand.apply(Util.fixNull(values)),
                        Pairs.of("set", set, expand),
                        Pairs.of("setString", setString, expand),
                        Pairs.of("setFile", setFile, expand)));
    }

    /** Descriptor. */
    @Extension
    @Symbol("helm")
    public static final class DescriptorImpl extends Descriptor<RenderSource> {
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckValues(@QueryParameter String value) {
            return FormCheck.text(value, HelmValues::map);
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckSet(@QueryParameter String value) {
            return FormCheck.lines(value, line -> Pairs.require("set", line));
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckSetString(@QueryParameter String value) {
            return FormCheck.lines(value, line -> Pairs.require("setString", line));
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckSetFile(@QueryParameter String value) {
            return FormCheck.lines(value, line -> Pairs.require("setFile", line));
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillToolItems() {
            return RenderTool.items(HelmInstallation.class);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HelmSource_displayName();
        }
    }
}
