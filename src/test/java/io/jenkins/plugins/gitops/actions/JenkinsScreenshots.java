package io.jenkins.plugins.gitops.actions;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.gitops.browser.Browser;
import io.jenkins.plugins.gitops.browser.Page;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.report.Records;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Makes the pictures of the documentation that show Jenkins. Run by {@code bin/screenshots --jenkins}, never with the tests. */
@WithJenkins
@EnabledIfSystemProperty(named = "gitops.screenshots", matches = ".+")
class JenkinsScreenshots {
    private static final String OLD = "classic";
    private static final String NEW = "new";

    @RegisterExtension
    static final Browser browser = new Browser();

    private final Path directory = Path.of(System.getProperty("gitops.screenshots"));
    private JenkinsRule jenkins;

    @Test
    void take(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        Deployments.newPages(NEW);
        FreeStyleProject project = rule.createFreeStyleProject("webapp");
        FreeStyleBuild build = history(project);
        String deployment = build.getUrl() + "gitops/deployment/"
                + build.getAction(GitOpsBuildAction.class)
                        .getDeployments()
                        .get(1)
                        .getId() + "/";
        shoot("build", OLD, 1200, 620, "", build.getUrl());
        shoot("build-new", NEW, 1200, 620, "", build.getUrl());
        shoot("deployments", OLD, 1280, 500, "", build.getUrl() + "gitops/");
        shoot("deployment", OLD, 1280, 1000, "", deployment);
        shoot("deployment-new", NEW, 1280, 1000, "", deployment);
        shoot("deployment-dark", NEW, 1280, 1000, DARK, deployment);
        shoot("deployment-dark-objects", NEW, 1280, 1000, DARK + OBJECTS, deployment);
        shoot("deployment-objects", OLD, 1280, 1000, OBJECTS, deployment);
        shoot(
                "deployment-split",
                NEW,
                1280,
                1000,
                "document.querySelector('.gitops-split input').click();" + OBJECTS,
                deployment);
        shoot("job", OLD, 1200, 760, "", project.getUrl() + "gitops/");
        shoot("job-new", NEW, 1200, 760, "", project.getUrl() + "gitops/");
        shoot("job-dark", NEW, 1200, 760, DARK, project.getUrl() + "gitops/");
        shoot("deployment-phone", NEW, 400, 900, "", deployment);
        shoot("deployments-phone", NEW, 400, 900, "", build.getUrl() + "gitops/");
        FreeStyleProject other = rule.createFreeStyleProject("other");
        FreeStyleBuild large = Deployments.build(rule, other, Records.large(1000, 1));
        shoot("large", OLD, 1280, 1000, "", large.getUrl() + "gitops/");
        shoot(
                "large-scrolled",
                OLD,
                1280,
                1000,
                "document.querySelectorAll('.gitops-object')[30].open=true; scrollTo(0, 1500);",
                large.getUrl() + "gitops/");
        shoot("large-end", OLD, 1280, 1000, "scrollTo(0, 100000);", large.getUrl() + "gitops/");
        shoot(
                "large-part",
                OLD,
                1280,
                700,
                "",
                large.getUrl()
                        + "gitops/deployment/20261122-164151-3f9ac25e/part/object-apps-Deployment-web-service-700/");
        FreeStyleBuild hostile =
                Deployments.build(rule, other, Records.hostile("<img src=x onerror=alert(1)>\u202eabc"));
        shoot("hostile", OLD, 1280, 1000, "", hostile.getUrl() + "gitops/");
        shoot("hostile-build", OLD, 1280, 700, "", hostile.getUrl());
        shoot("hostile-job", OLD, 1280, 700, "", other.getUrl() + "gitops/");
        FreeStyleBuild drifted = Deployments.build(rule, other, Deployments.fixture("drifted"));
        shoot("drifted", OLD, 1280, 1000, "", drifted.getUrl() + "gitops/");
        Files.delete(drifted.getRootDir()
                .toPath()
                .resolve("gitops")
                .resolve(Deployments.fixture("drifted").id() + ".json.gz"));
        drifted.reload();
        shoot("missing", OLD, 1280, 500, "", drifted.getUrl() + "gitops/");
    }

    private FreeStyleBuild history(FreeStyleProject project) throws Exception {
        DeploymentRecord verified = Deployments.fixture("verified");
        DeploymentRecord failed = Deployments.fixture("failed");
        Instant time = Instant.parse("2026-11-10T09:12:00Z");
        List<Integer> seconds = List.of(41, 38, 52, 44, 40, 39, 61, 43, 37, 42);
        for (int i = 0; i < seconds.size(); i++) {
            DeploymentRecord record = i == 6 ? failed : verified;
            time = time.plus(Duration.ofHours(23));
            String id = String.format("202611%02d-091200-0000000%d", 10 + i, i);
            Deployments.build(
                    jenkins, project, Deployments.again(record, id, time, Duration.ofSeconds(seconds.get(i))));
        }
        return Deployments.build(
                jenkins, project, verified, Deployments.fixture("unhealthy"), Deployments.fixture("rolled-back"));
    }

    private void shoot(String name, String user, int width, int height, String script, String address)
            throws IOException {
        try (Page page = browser.newPage().size(width, height).login(user, user)) {
            page.open(URI.create(jenkins.jenkins.getRootUrl() + address));
            page.evaluate(script + "1");
            page.evaluate("new Promise(done => setTimeout(done, 600))");
            Files.write(directory.resolve("jenkins-" + name + ".png"), page.screenshot());
            System.out.println(name + " " + page.complaints());
        }
    }

    private static final String OBJECTS =
            "scrollTo(0, document.getElementById('gitops-objects').getBoundingClientRect().top + scrollY - 90);";
    private static final String DARK =
            "(function () { var s = document.documentElement.style; var v = {'--white': 'oklch(24% 0.012 280)',"
                    + " '--black': 'oklch(94% 0.01 280)', '--background': 'oklch(20% 0.012 280)', '--secondary': 'oklch(72% 0.03 270)',"
                    + " '--green': 'oklch(72% 0.2 150)', '--red': 'oklch(66% 0.22 25)', '--blue': 'oklch(70% 0.16 256)'};"
                    + " Object.keys(v).forEach(k => s.setProperty(k, v[k])); })();";
}
