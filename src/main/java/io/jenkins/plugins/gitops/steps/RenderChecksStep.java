package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.policy.Severity;
import io.jenkins.plugins.gitops.core.policy.Silence;
import io.jenkins.plugins.gitops.core.render.Determinism;
import io.jenkins.plugins.gitops.forms.Lines;
import io.jenkins.plugins.gitops.forms.Pairs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** The options of {@link GitOpsRenderStep} about what charts are told, and how what was rendered is checked. */
public abstract class RenderChecksStep extends RenderChangesStep {
    private String deterministic;
    private String kubeVersion;
    private ArrayList<String> apiVersions;
    private ArrayList<String> rules;
    private ArrayList<String> silence;
    private String sarif;

    @CheckForNull
    public String getDeterministic() {
        return deterministic;
    }

    /** @param deterministic {@code require}, {@code warn} or {@code ignore}, when a chart renders differently each time */
    @DataBoundSetter
    public void setDeterministic(String deterministic) {
        this.deterministic = Util.fixEmptyAndTrim(deterministic);
    }

    @CheckForNull
    public String getKubeVersion() {
        return kubeVersion;
    }

    /** @param kubeVersion the version of Kubernetes that charts and checks are told; unset means the cluster's */
    @DataBoundSetter
    public void setKubeVersion(String kubeVersion) {
        this.kubeVersion = Util.fixEmptyAndTrim(kubeVersion);
    }

    public List<String> getApiVersions() {
        return Lines.view(apiVersions);
    }

    /** @param apiVersions the APIs that charts are told, {@code group/version} or {@code group/version/Kind} each; none means the cluster's */
    @DataBoundSetter
    public void setApiVersions(List<String> apiVersions) {
        this.apiVersions = Lines.of(apiVersions);
    }

    @Restricted(NoExternalUse.class)
    public String getApiVersionsText() {
        return Lines.join(apiVersions);
    }

    public List<String> getRules() {
        return Lines.view(rules);
    }

    /** @param rules severities of checks, {@code RULE=SEVERITY} each */
    @DataBoundSetter
    public void setRules(List<String> rules) {
        this.rules = Lines.of(rules);
    }

    @Restricted(NoExternalUse.class)
    public String getRulesText() {
        return Lines.join(rules);
    }

    public List<String> getSilence() {
        return Lines.view(silence);
    }

    /** @param silence violations that do not count, {@code RULE:KIND/NAME} each */
    @DataBoundSetter
    public void setSilence(List<String> silence) {
        this.silence = Lines.of(silence);
    }

    @Restricted(NoExternalUse.class)
    public String getSilenceText() {
        return Lines.join(silence);
    }

    @CheckForNull
    public String getSarif() {
        return sarif;
    }

    /** @param sarif the file in the workspace that what the checks find is written to */
    @DataBoundSetter
    public void setSarif(String sarif) {
        this.sarif = Util.fixEmptyAndTrim(sarif);
    }

    @CheckForNull
    final Determinism toDeterminism() {
        return deterministic == null
                ? null
                : Deterministic.require("deterministic", deterministic).answer();
    }

    static PolicySettings toRules(List<String> lines, UnaryOperator<String> expand) {
        Map<String, Severity> severities = new LinkedHashMap<>();
        Pairs.of("rules", lines, expand).forEach((rule, severity) -> severities.put(rule, Severity.parse(severity)));
        return PolicySettings.STANDARD.with(severities);
    }

    final PolicySettings toChecks(UnaryOperator<String> expand) {
        return toRules(rules, expand)
                .with(Lines.each(silence, expand).stream().map(Silence::parse).toList());
    }
}
