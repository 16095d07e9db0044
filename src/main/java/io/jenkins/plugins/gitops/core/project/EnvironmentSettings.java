package io.jenkins.plugins.gitops.core.project;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.render.Capabilities;
import io.jenkins.plugins.gitops.core.render.Changes;
import io.jenkins.plugins.gitops.core.render.Determinism;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.HelmValues;
import io.jenkins.plugins.gitops.core.render.Source;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that somebody says about how an app is rendered and checked for one environment: {@code gitops.yaml} for all of
 * them, then for one, then a step or a command. Texts and lists are empty where nothing is said.
 *
 * @param app the app
 * @param environment the environment's name
 * @param namespace its namespace
 * @param source what is rendered
 * @param values more values for a chart, which go before those of the source
 * @param changes what is changed on top
 * @param commitAnnotation the annotation of every object that holds the commit
 * @param determinism what to do about charts that render differently each time; null where nothing is said
 * @param kubeVersion the version of Kubernetes that charts and checks are told
 * @param apiVersions the APIs that charts are told
 * @param context the context of the kubeconfig, for the command line
 * @param checks how manifests are checked
 */
public record EnvironmentSettings(
        String app,
        String environment,
        String namespace,
        Source source,
        HelmValues values,
        Changes changes,
        String commitAnnotation,
        Determinism determinism,
        String kubeVersion,
        List<String> apiVersions,
        String context,
        PolicySettings checks)
        implements Serializable {
    /** The annotation for the commit when nobody names another. */
    public static final String COMMIT_ANNOTATION = "gitops.jenkins.io/commit";

    private static final Source UNSAID = new Source.Detect("");

    /** Nothing is said. */
    public static final EnvironmentSettings NOTHING = new EnvironmentSettings(
            "", "", "", UNSAID, HelmValues.NONE, Changes.NONE, "", null, "", List.of(), "", PolicySettings.STANDARD);

    /** Values for a chart that is named elsewhere go before all that are said there. */
    public EnvironmentSettings {
        if (source instanceof Source.Helm chart && chart.path().isEmpty()) {
            values = values.over(chart.values());
            source = new Source.Helm("", chart.release(), chart.origin(), HelmValues.NONE);
        }
        apiVersions = List.copyOf(apiVersions);
    }

    /** @return a builder with these settings */
    public EnvironmentSettingsBuilder but() {
        return new EnvironmentSettingsBuilder(this);
    }

    /**
     * Lays these settings over others: a text goes before the one below it, maps are merged, patches, values files and
     * silences follow each other. Of these checks only severities and silences count: whether annotations silence, and what
     * is allowed at all, is said below.
     *
     * @throws GitOpsException when the two do not go together
     */
    public EnvironmentSettings over(EnvironmentSettings below) {
        return new EnvironmentSettings(
                first(app, below.app),
                first(environment, below.environment),
                first(namespace, below.namespace),
                source.over(below.source),
                values.over(below.values),
                changes.over(below.changes),
                first(commitAnnotation, below.commitAnnotation),
                determinism == null ? below.determinism : determinism,
                first(kubeVersion, below.kubeVersion),
                apiVersions.isEmpty() ? below.apiVersions : apiVersions,
                first(context, below.context),
                below.checks.with(checks.severities()).with(checks.silences()));
    }

    private static String first(String above, String below) {
        return above.isEmpty() ? below : above;
    }

    /**
     * @return the source with all values; the directory of the source when nobody names one
     * @throws GitOpsException when there are values, and the source is no chart
     */
    public Source sourceWithValues() {
        Source named = source.over(new Source.Detect("."));
        return values.isEmpty() ? named : new Source.Helm("", "", HelmOrigin.LOCAL, values).over(named);
    }

    /** @return what charts are told */
    public Capabilities capabilities(boolean upgrade) {
        return new Capabilities(kubeVersion, apiVersions, upgrade);
    }

    /**
     * @param commit what is rendered; empty without Git
     * @return all changes, the annotation with the commit among them
     * @throws GitOpsException when every object is to be annotated with a commit, and there is none
     */
    public Changes changesAt(Optional<Commit> commit) {
        if (commitAnnotation.isEmpty()) {
            return changes;
        }
        Map<String, String> annotations = new LinkedHashMap<>(changes.annotations());
        annotations.put(
                commitAnnotation,
                commit.orElseThrow(() -> new GitOpsException(
                                "every object is to be annotated with the commit (annotateCommit), and"
                                        + " the source is in no Git repository; render from one, or leave that out"))
                        .id());
        return changes.but().annotations(annotations).build();
    }

    /** @return what to do about charts that render differently each time; a warning when nobody says */
    public Determinism determinismOrWarn() {
        return determinism == null ? Determinism.WARN : determinism;
    }
}
