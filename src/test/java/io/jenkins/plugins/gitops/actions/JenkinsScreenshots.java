package io.jenkins.plugins.gitops.actions;

import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.gitops.browser.Browser;
import io.jenkins.plugins.gitops.browser.Page;
import io.jenkins.plugins.gitops.builders.GitOpsDeployBuilder;
import io.jenkins.plugins.gitops.builders.GitOpsRenderBuilder;
import io.jenkins.plugins.gitops.builders.GitOpsVerifyBuilder;
import io.jenkins.plugins.gitops.config.GitOpsConfiguration;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.steps.GitOpsDeployStep;
import io.jenkins.plugins.gitops.steps.GitOpsRenderStep;
import io.jenkins.plugins.gitops.steps.GitOpsVerifyStep;
import io.jenkins.plugins.gitops.steps.ManifestsSource;
import io.jenkins.plugins.gitops.steps.RenderSteps;
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
    private static final String CLASSIC = "ada";
    private static final String MODERN = "grace";
    private static final String TO_OBJECTS =
            "document.querySelectorAll('.gitops-object').forEach(o => o.open = o.id === "
                    + "'object-apps-Deployment-web-webapp'); scrollTo({top: document.getElementById('gitops-objects')"
                    + ".getBoundingClientRect().top + scrollY - 90, behavior: 'instant'});";

    private static final String TO_STEPS = "document.querySelector('[descriptorid*=GitOpsRenderBuilder]')"
            + ".scrollIntoView({behavior: 'instant'}); scrollBy(0, -120);";
    private static final String TO_ENVIRONMENTS = "[...document.querySelectorAll('.jenkins-section__title')]"
            + ".find(title => title.textContent.includes('GitOps')).scrollIntoView({behavior: 'instant'});"
            + "scrollBy(0, -80);";

    @RegisterExtension
    static final Browser browser = new Browser();

    private final Path directory = Path.of(System.getProperty("gitops.screenshots"));
    private JenkinsRule jenkins;
    private FreeStyleProject project;

    @Test
    void take(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        Deployments.newPages(MODERN);
        project = jenkins.createFreeStyleProject("webapp");
        DeploymentRecord failed = Deployments.fixture("unhealthy");
        history(Deployments.fixture("verified"), Deployments.fixture("failed"));
        build(failed, Deployments.fixture("rolled-back"));
        jenkins.jenkins.reload();
        project = jenkins.jenkins.getItemByFullName("webapp", FreeStyleProject.class);
        String build = project.getLastBuild().getUrl();
        String page = build + "gitops/deployment/" + failed.id() + "/";

        shoot("build", CLASSIC, 1200, 480, "", build);
        shoot("build-new", MODERN, 1200, 640, "", build);
        shoot("deployment", MODERN, 1200, 860, "", page);
        shoot("objects", CLASSIC, 1280, 900, TO_OBJECTS, page);
        shoot("job", CLASSIC, 1200, 680, "", project.getUrl() + "gitops/");
        shoot("freestyle", CLASSIC, 1200, 1440, TO_STEPS, freestyle().getUrl() + "configure");
        environment();
        shoot("environment", CLASSIC, 1200, 980, TO_ENVIRONMENTS, "manage/configure");
    }

    private FreeStyleProject freestyle() throws IOException {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop");
        GitOpsRenderStep render = RenderSteps.webapp();
        render.setEnvironment("prod");
        render.setSource(new ManifestsSource("deploy"));
        render.setImages(List.of("mywebapp=registry.example/mywebapp:$BUILD_NUMBER"));
        shop.getBuildersList().add(new GitOpsRenderBuilder(render));
        shop.getBuildersList().add(new GitOpsDeployBuilder(new GitOpsDeployStep("webapp", "prod")));
        GitOpsVerifyStep verify = new GitOpsVerifyStep("webapp", "prod");
        verify.setOnFailure("rollback");
        shop.getBuildersList().add(new GitOpsVerifyBuilder(verify));
        return shop;
    }

    private static void environment() {
        GitOpsEnvironment prod = new GitOpsEnvironment("prod");
        prod.setServer("https://kubernetes.example:6443");
        prod.setNamespace("shop");
        prod.setAllowedBranches(List.of("main"));
        GitOpsConfiguration.get().setEnvironments(List.of(prod));
    }

    private void history(DeploymentRecord verified, DeploymentRecord failed) throws Exception {
        List<Integer> seconds = List.of(41, 38, 52, 44, 40, 39, 61, 43, 37, 42);
        for (int i = 0; i < seconds.size(); i++) {
            Instant time = Instant.parse("2026-11-10T09:12:00Z").plus(Duration.ofHours(27L * i));
            String id = String.format("202611%02d-091200-0000000%d", 10 + i, i);
            build(Deployments.again(i == 6 ? failed : verified, id, time, Duration.ofSeconds(seconds.get(i))));
        }
    }

    /** Makes a build that says that it ran when its records do, and whose log tells nothing of this machine. */
    private void build(DeploymentRecord... records) throws Exception {
        FreeStyleBuild build =
                jenkins.assertBuildStatusSuccess(project.scheduleBuild2(0, new Cause.UserIdCause(CLASSIC)));
        Deployments.save(build, records);
        boolean failed = records[0].state() == State.FAILED;
        long start = records[0].started().toEpochMilli();
        Path file = build.getRootDir().toPath().resolve("build.xml");
        String xml = Files.readString(file)
                .replaceFirst("<timestamp>\\d+", "<timestamp>" + start)
                .replaceFirst("<startTime>\\d+", "<startTime>" + start)
                .replaceFirst("<duration>\\d+", "<duration>64000")
                .replaceFirst("<result>SUCCESS", failed ? "<result>FAILURE" : "<result>SUCCESS");
        Files.writeString(file, xml);
        Files.writeString(
                build.getLogFile().toPath(),
                "Started by user " + CLASSIC + "\n" + records[0].message() + "\nFinished: "
                        + (failed ? "FAILURE" : "SUCCESS") + "\n");
    }

    private void shoot(String name, String user, int width, int height, String script, String address)
            throws IOException {
        try (Page page = browser.newPage().size(width, height).login(user, user)) {
            page.open(URI.create(jenkins.getURL() + address));
            page.evaluate(script + "new Promise(done => requestAnimationFrame(() => setTimeout(done, 500)))");
            Path png = directory.resolve("jenkins-" + name + ".png");
            Files.write(png, page.screenshot());
            System.out.println(png + ": " + Files.size(png) / 1024 + " KiB");
        }
    }
}
