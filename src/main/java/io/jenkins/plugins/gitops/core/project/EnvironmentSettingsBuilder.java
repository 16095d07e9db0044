package io.jenkins.plugins.gitops.core.project;

import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.render.Changes;
import io.jenkins.plugins.gitops.core.render.Determinism;
import io.jenkins.plugins.gitops.core.render.HelmValues;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.List;

/**
 * Makes {@link EnvironmentSettings}; what is not said stays as it was. Each method says what the component of its name
 * is.
 */
public final class EnvironmentSettingsBuilder {
    private String app;
    private String environment;
    private String namespace;
    private Source source;
    private HelmValues values;
    private Changes changes;
    private String commitAnnotation;

    private Determinism determinism;

    private String kubeVersion;
    private List<String> apiVersions;
    private String context;
    private PolicySettings checks;

    EnvironmentSettingsBuilder(EnvironmentSettings settings) {
        app = settings.app();
        environment = settings.environment();
        namespace = settings.namespace();
        source = settings.source();
        values = settings.values();
        changes = settings.changes();
        commitAnnotation = settings.commitAnnotation();
        determinism = settings.determinism();
        kubeVersion = settings.kubeVersion();
        apiVersions = settings.apiVersions();
        context = settings.context();
        checks = settings.checks();
    }

    public EnvironmentSettingsBuilder app(String name) {
        app = name;
        return this;
    }

    public EnvironmentSettingsBuilder environment(String name) {
        environment = name;
        return this;
    }

    public EnvironmentSettingsBuilder namespace(String name) {
        namespace = name;
        return this;
    }

    public EnvironmentSettingsBuilder source(Source rendered) {
        source = rendered;
        return this;
    }

    public EnvironmentSettingsBuilder values(HelmValues more) {
        values = more;
        return this;
    }

    public EnvironmentSettingsBuilder changes(Changes onTop) {
        changes = onTop;
        return this;
    }

    public EnvironmentSettingsBuilder commitAnnotation(String name) {
        commitAnnotation = name;
        return this;
    }

    public EnvironmentSettingsBuilder determinism(Determinism answer) {
        determinism = answer;
        return this;
    }

    public EnvironmentSettingsBuilder kubeVersion(String version) {
        kubeVersion = version;
        return this;
    }

    public EnvironmentSettingsBuilder apiVersions(List<String> apis) {
        apiVersions = apis;
        return this;
    }

    public EnvironmentSettingsBuilder context(String name) {
        context = name;
        return this;
    }

    public EnvironmentSettingsBuilder checks(PolicySettings how) {
        checks = how;
        return this;
    }

    public EnvironmentSettings build() {
        return new EnvironmentSettings(
                app,
                environment,
                namespace,
                source,
                values,
                changes,
                commitAnnotation,
                determinism,
                kubeVersion,
                apiVersions,
                context,
                checks);
    }
}
