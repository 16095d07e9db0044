package io.jenkins.plugins.gitops.actions;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds that have deployed, from the records of the engine's own tests. */
final class Deployments {
    /** Gives a page of Jenkins dark colours, as a theme does: by other values of its variables. */
    static final String DARK = "(function () { var style = document.documentElement.style; var colours = {"
            + "'--white': 'oklch(24% 0.012 280)', '--black': 'oklch(94% 0.01 280)',"
            + "'--background': 'oklch(20% 0.012 280)', '--secondary': 'oklch(72% 0.03 270)',"
            + "'--green': 'oklch(72% 0.2 150)', '--red': 'oklch(66% 0.22 25)', '--blue': 'oklch(70% 0.16 256)'};"
            + " Object.keys(colours).forEach(name => style.setProperty(name, colours[name])); })();";

    private Deployments() {}

    /** @return one of the records of the report's tests */
    static DeploymentRecord fixture(String name) {
        String file = "/io/jenkins/plugins/gitops/core/report/" + name + "/record.json";
        try (InputStream stream = Deployments.class.getResourceAsStream(file)) {
            return RecordJson.fromJson(Json.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8)), name);
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    /** @return the record as another deployment of its app */
    static DeploymentRecord again(DeploymentRecord record, String id, Instant started, Duration took) {
        return new RecordBuilder(record)
                .id(id)
                .started(started)
                .finished(Optional.of(started.plus(took)))
                .build();
    }

    /** @return a build that has saved the records */
    static FreeStyleBuild build(JenkinsRule jenkins, FreeStyleProject project, DeploymentRecord... records)
            throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);
        save(build, records);
        return build;
    }

    static void save(Run<?, ?> build, DeploymentRecord... records) {
        for (DeploymentRecord record : records) {
            GitOpsBuildAction.of(build).records().save(record);
        }
    }

    /** Makes a user who has chosen the new pages of builds and jobs. */
    static void newPages(String user) throws IOException {
        User.getById(user, true)
                .addProperty(new UserExperimentalFlagsProperty(
                        Map.of("new-build-page.flag", "true", "new-job-page.flag", "true")));
    }
}
