package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.Source;
import io.jenkins.plugins.gitops.forms.Lines;
import io.jenkins.plugins.gitops.tools.HelmInstallation;
import io.jenkins.plugins.gitops.tools.RenderTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code helm(chart: 'charts/webapp', valuesFiles: ['values-prod.yaml'])}: a chart in the source directory. */
public final class HelmSource extends RenderSource {
    private final String chart;
    private String release;
    private String tool;
    private ArrayList<String> valuesFiles = new ArrayList<>();
    private ArrayList<String> set = new ArrayList<>();

    /** @param chart the chart's directory, or a packaged chart */
    @DataBoundConstructor
    public HelmSource(String chart) {
        this.chart = Util.fixEmptyAndTrim(chart);
    }

    public String getChart() {
        return chart;
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
        return Collections.unmodifiableList(valuesFiles);
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

    public List<String> getSet() {
        return Collections.unmodifiableList(set);
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
        Map<String, String> values = new LinkedHashMap<>();
        for (String entry : Lines.each(set, expand)) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new GitOpsException(Messages.HelmSource_set(entry));
            }
            values.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return new Source.Helm(
                chart == null ? "." : expand.apply(chart),
                release == null ? "" : expand.apply(release),
                new ArrayList<>(Lines.each(valuesFiles, expand)),
                values);
    }

    /** Descriptor. */
    @Extension
    @Symbol("helm")
    public static final class DescriptorImpl extends Descriptor<RenderSource> {
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
