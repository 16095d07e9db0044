package io.jenkins.plugins.gitops.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.gitops.browser.Browser;
import io.jenkins.plugins.gitops.browser.Page;
import io.jenkins.plugins.gitops.core.report.Records;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages in a real browser, which holds them to the policy that Jenkins sends. */
@WithJenkins
class DeploymentBrowserITest {
    @RegisterExtension
    static final Browser browser = Browser.ifThere();

    private JenkinsRule jenkins;
    private Page page;

    @BeforeEach
    void open(JenkinsRule rule) throws IOException {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        Deployments.newPages("modern");
        page = browser.newPage().size(1280, 900).login("modern", "modern");
    }

    /**
     * Nothing was forbidden or failed. After five seconds a script of Jenkins' own new build pages looks for a caption that
     * only the old ones have (lib/hudson/build-caption.js in 2.541), on every tab; that is not ours.
     */
    @AfterEach
    void close() {
        List<String> complaints = page.complaints();
        page.close();
        assertThat(complaints)
                .filteredOn(complaint -> !complaint.contains("/lib/hudson/build-caption.js"))
                .isEmpty();
    }

    @Test
    void shouldLoadWhatIsWanted() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject("web");
        FreeStyleBuild large = Deployments.build(jenkins, project, Records.large(1000, 1));
        show(large.getUrl() + "gitops/");
        int first = count(".gitops-objects > li");
        assertThat(first).isBetween(100, 300);

        page.click("#object-apps-Deployment-web-service-1 > summary");
        awaitCount("#object-apps-Deployment-web-service-1 ins", 1);
        assertThat(count(".gitops-objects .gitops-load")).isEqualTo(first - 1);

        page.click(".gitops-list > .gitops-load > a");
        await("document.querySelectorAll('.gitops-objects > li').length > " + first);
        assertThat(page.evaluate("location.pathname").asText()).endsWith("/gitops/");

        // A filter is for all objects.
        page.press("/").press("9").press("9").press("9");
        awaitCount(".gitops-objects > li", 1000);
        await("document.querySelector('[data-gitops-status]').textContent === '1 of 1000 shown'");

        FreeStyleBuild small = Deployments.build(jenkins, project, Records.large(1000, 1001));
        show(small.getUrl() + "gitops/");
        page.click(".gitops-same > summary");
        awaitCount(".gitops-same tbody tr", 999);
    }

    @Test
    void shouldWorkWithoutScriptsFitAPhoneAndBeReadable() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject("web");
        FreeStyleBuild build = Deployments.build(
                jenkins, project, Deployments.fixture("unhealthy"), Deployments.fixture("rolled-back"));
        FreeStyleBuild drifted = Deployments.build(jenkins, project, Deployments.fixture("drifted"));
        FreeStyleBuild large = Deployments.build(jenkins, project, Records.large(1000, 1));
        String failed = build.getUrl() + "gitops/deployment/"
                + Deployments.fixture("unhealthy").id() + "/";
        String contrast =
                Files.readString(Path.of("src/test/resources/io/jenkins/plugins/gitops/core/report/contrast.js"));
        for (String address : List.of(
                failed, drifted.getUrl() + "gitops/", build.getUrl() + "gitops/", project.getUrl() + "gitops/")) {
            for (boolean dark : List.of(false, true)) {
                show(address);
                if (dark) {
                    page.evaluate(Deployments.DARK);
                    await("!document.getAnimations().some(a => a instanceof CSSTransition)");
                }
                assertThat(page.evaluate(contrast))
                        .as(address + " dark: " + dark)
                        .isEmpty();
            }
            page.size(390, 800);
            show(address);
            assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
                    .as(address)
                    .isLessThanOrEqualTo(390);
            page.size(1280, 900);
        }

        page.withoutScripts();
        show(large.getUrl() + "gitops/");
        assertThat(count("[data-gitops-filter]:not([hidden])")).isZero();
        page.evaluate("document.querySelector('#object-apps-Deployment-web-service-1').open = true");
        String diff = page.evaluate(
                        "document.querySelector('#object-apps-Deployment-web-service-1 .gitops-load a').href")
                .asText();
        page.open(URI.create(diff));
        assertThat(count("ins")).isEqualTo(1);
        assertThat(page.evaluate("document.title").asText()).contains("Deployment/service-1");
    }

    private void show(String address) throws IOException {
        page.open(URI.create(jenkins.getURL() + address));
    }

    private int count(String selector) {
        return page.evaluate("document.querySelectorAll('" + selector + "').length")
                .asInt();
    }

    private void awaitCount(String selector, int number) {
        await("document.querySelectorAll('" + selector + "').length === " + number);
    }

    /** Waits for a condition, an expression of JavaScript; the page answers within a minute or the test fails. */
    private void await(String condition) {
        page.evaluate("new Promise(done => (function look() { if (" + condition
                + ") { done(true); } else { setTimeout(look, 20); } })())");
    }
}
