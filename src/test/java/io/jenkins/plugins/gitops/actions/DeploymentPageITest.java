package io.jenkins.plugins.gitops.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import io.jenkins.plugins.gitops.config.GitOpsPermissions;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import io.jenkins.plugins.gitops.core.report.Records;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What Jenkins shows of deployments, to whom, and what it never shows. */
@WithJenkins
class DeploymentPageITest {
    private static final int BUDGET = 300 * 1024;
    private static final Pattern HANDLER = Pattern.compile("<[^>]*\\son[a-z]+=");
    private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"");
    private static final Pattern OURS =
            Pattern.compile("(?s)<ul class=\"gitops-lines\">.*?</ul>|<div class=\"gitops-report\".*?</footer>");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z0-9]+");
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*\\s(src|type=.application/json))[^>]*>");

    private JenkinsRule jenkins;
    private FreeStyleProject project;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        project = jenkins.createFreeStyleProject("web");
        Deployments.newPages("modern");
    }

    @Test
    void shouldShowWhatTheRecordSays() throws Exception {
        DeploymentRecord verified = Deployments.fixture("verified");
        DeploymentRecord failed = Deployments.fixture("failed");
        DeploymentRecord rolledBack = Deployments.fixture("rolled-back");
        DeploymentRecord cut = new RecordBuilder(verified)
                .id("20261128-000000-00000001")
                .state(DeploymentRecord.State.RUNNING, "")
                .finished(Optional.empty())
                .build();
        FreeStyleBuild one = Deployments.build(jenkins, project, verified);
        FreeStyleBuild two = Deployments.build(jenkins, project, failed, rolledBack);
        FreeStyleBuild three = Deployments.build(jenkins, project, cut);

        for (String user : List.of("classic", "modern")) {
            boolean modern = user.equals("modern");
            JenkinsRule.WebClient client = jenkins.createWebClient().login(user);
            HtmlPage build = client.getPage(one, "");
            assertThat(build.querySelectorAll("#side-panel a[href$='/gitops']"))
                    .as("the link at the side for " + user)
                    .hasSize(modern ? 0 : 1);
            assertThat(build.asNormalizedText())
                    .contains("webapp → prod ✓ verified", "1 created, 3 updated, 1 pruned, 2 unchanged");
            assertThat(build.getElementsByTagName("div").stream()
                            .anyMatch(card -> card.getAttribute("class").equals("jenkins-card__title")
                                    && card.asNormalizedText().startsWith("GitOps")))
                    .as("the card of the new page for " + user)
                    .isEqualTo(modern);
            assertThat(build.asNormalizedText().contains("webapp → prod @ 9f4e2c7ab"))
                    .isEqualTo(modern);

            // One deployment is shown at once.
            HtmlPage only = client.getPage(one, "gitops");
            assertThat(only.asNormalizedText())
                    .contains("✓ verified", "Allow uploads of 16 MiB", "ConfigMap/webapp-config", "Timings");
            assertThat(only.querySelectorAll("a[rel=next]").get(0).asNormalizedText())
                    .isEqualTo("Next deployment, #2");
            HtmlPage next = only.<DomElement>querySelector("a[rel=next]").click();
            assertThat(next.getUrl().getPath()).endsWith("/2/gitops/deployment/" + failed.id() + "/");
            assertThat(next.asNormalizedText())
                    .contains("Check first: ClusterRoleBinding/webapp-reader", "ImagePullBackOff");
            HtmlPage last = next.<DomElement>querySelector("a[rel=next]").click();
            assertThat(last.asNormalizedText()).contains("rollback", "Previous deployment, #2", "Next deployment, #3");
            HtmlPage previous = last.<DomElement>querySelector("a[rel=prev]").click();
            assertThat(previous.getUrl()).isEqualTo(next.getUrl());

            // Of several there is a table first.
            HtmlPage several = client.getPage(two, "gitops");
            assertThat(several.querySelectorAll("table.gitops-history tbody tr"))
                    .hasSize(2);
            assertThat(several.querySelector("table.gitops-history").asNormalizedText())
                    .contains("webapp → prod", "✗ failed", "✓ verified", "rollback", "77c0de11a", "ci@agent-2");
            if (modern) {
                assertThat(several.querySelector(".app-build-tabs").asNormalizedText())
                        .contains("GitOps failed");
            }
            assertThat(client.getPage(three, "gitops").asNormalizedText()).contains("… running");
            assertThat(client.getPage(three, "").asNormalizedText()).contains("✗ cut off");

            // A part is a page of its own too.
            HtmlPage part = client.getPage(
                    one, "gitops/deployment/" + verified.id() + "/part/object-apps-Deployment-web-webapp/");
            assertThat(part.asNormalizedText()).contains("Deployment/webapp", "webapp → prod", "apps/v1 Deployment");

            HtmlPage job = client.getPage(project, "gitops");
            assertThat(job.asNormalizedText())
                    .contains("3 deployments: 2 verified, 1 failed. Half of them took no longer than 27.5 s.");
            assertThat(job.querySelectorAll("table.gitops-history tbody tr")).hasSize(4);
            assertThat(job.querySelectorAll(".gitops-trend a")).hasSize(3);
        }
        assertThat(GitOpsBuildAction.of(two).getBadge().getText()).isEqualTo("failed");
        assertThat(GitOpsBuildAction.of(three).getBadge().getText()).isEqualTo("cut");
        assertThat(GitOpsBuildAction.of(one).getBadge()).isNull();
    }

    @Test
    void shouldPageTheHistoryAndFindItAlsoWhenBuildsFail() throws Exception {
        DeploymentRecord record = Deployments.fixture("failed");
        for (int i = 1; i <= 4; i++) {
            DeploymentRecord[] many = new DeploymentRecord[15];
            for (int k = 0; k < many.length; k++) {
                String id = String.format("20261128-0000%02d-%08x", k, i);
                many[k] = Deployments.again(record, id, Instant.EPOCH.plusSeconds(i), Duration.ofSeconds(9));
            }
            Deployments.build(jenkins, project, many);
        }
        JenkinsRule.WebClient client = jenkins.createWebClient();

        HtmlPage newest = client.getPage(project, "gitops");
        assertThat(newest.querySelectorAll("table.gitops-history tbody tr")).hasSize(60);
        assertThat(newest.querySelectorAll(".jenkins-app-bar a")).isEmpty();
        HtmlPage older = client.goTo(project.getUrl() + "gitops/?before=3");
        assertThat(older.querySelectorAll("table.gitops-history tbody tr")).hasSize(30);
        assertThat(older.querySelector(".jenkins-app-bar").asNormalizedText())
                .contains("Newest")
                .doesNotContain("Older");
        assertThat(older.querySelector("table.gitops-history").asNormalizedText())
                .contains("#2")
                .doesNotContain("#3");
        for (String odd : List.of("0", "-1", "x", "999999999", "99999999999999999999", "1")) {
            assertThat(client.goTo(project.getUrl() + "gitops/?before=" + odd)
                            .getWebResponse()
                            .getStatusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldMakeNothingOfWhatNamesHold() throws Exception {
        List<String> names = List.of(
                "<img src=x onerror=\"alert(1)\">",
                "</script></td></table></div><script>alert(1)</script>",
                "\" onmouseover=\"alert(1)\" x='",
                "${1+1} #{1+1} ${jenkins.systemMessage}",
                "javascript:alert(1)//",
                "a\u202eb\u2066c\u200bd",
                "x".repeat(253));
        FreeStyleBuild calm = Deployments.build(jenkins, project, Records.hostile("calm"));
        for (String name : names) {
            FreeStyleBuild build = Deployments.build(jenkins, project, Records.hostile(name));
            for (String user : List.of("classic", "modern")) {
                JenkinsRule.WebClient client = jenkins.createWebClient().login(user);
                for (String page : List.of("", "gitops/")) {
                    String html = content(client, build.getUrl() + page);
                    assertThat(html).doesNotContain("<img src=x", "<script>alert", "\u202e", "\u2066", "\u200b");
                    assertThat(handlers(html)).as(name).isEmpty();
                    assertThat(html).doesNotContain("href=\"javascript:");
                    assertThat(tags(html)).as(name).isEqualTo(tags(content(client, calm.getUrl() + page)));
                }
            }
        }
        for (String user : List.of("classic", "modern")) {
            String job = content(jenkins.createWebClient().login(user), project.getUrl() + "gitops/");
            assertThat(job).contains("&lt;img src=x", "${1+1}").doesNotContain("<img src=x", "<script>alert", "\u202e");
            assertThat(handlers(job)).isEmpty();
        }
    }

    @Test
    void shouldObeyTheContentSecurityPolicyAndHoldAThousandObjects() throws Exception {
        List<DeploymentRecord> records = List.of(
                Records.large(1000, 1), Records.large(1000, 10), Records.large(1000, 1001), Records.large(10_000, 1));
        for (DeploymentRecord record : records) {
            FreeStyleBuild build = Deployments.build(jenkins, project, record);
            jenkins.jenkins.reload();
            for (String user : List.of("classic", "modern")) {
                JenkinsRule.WebClient client = jenkins.createWebClient().login(user);
                long start = System.nanoTime();
                WebResponse response = get(client, build.getUrl() + "gitops/");
                long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
                String html = response.getContentAsString();
                int length = html.getBytes(StandardCharsets.UTF_8).length;
                System.out.println(record.results().size() + " objects for " + user + ": " + length / 1024 + " KiB, "
                        + millis + " ms");
                assertThat(length).isLessThan(BUDGET);
                assertThat(millis).isLessThan(20_000);
                assertThat(response.getResponseHeaderValue("Content-Security-Policy"))
                        .containsPattern("script-src [^;]*'self'")
                        .doesNotContainPattern("script-src [^;]*'unsafe");
                assertThat(INLINE.matcher(html).results()).isEmpty();
                assertThat(handlers(html)).isEmpty();
                String ours = html.substring(html.indexOf("<div class=\"gitops-report\""), html.indexOf("</footer>"));
                assertThat(ours).doesNotContain(" style=", "<script", "<style", "<iframe");
            }
        }
    }

    @Test
    void shouldAnswerOnlyThoseWhoMaySeeDeployments() throws Exception {
        DeploymentRecord record = Deployments.fixture("verified");
        FreeStyleBuild build = Deployments.build(jenkins, project, record);
        String deployment = build.getUrl() + "gitops/deployment/" + record.id() + "/";
        String part = deployment + "part/object-apps-Deployment-web-webapp/";
        List<String> pages = List.of(
                build.getUrl() + "gitops/",
                build.getUrl() + "gitops/api/json",
                deployment,
                part,
                project.getUrl() + "gitops/",
                project.getUrl() + "gitops/api/json");
        List<String> texts =
                List.of(deployment + "record", deployment + "markdown", deployment + "junit", part + "fragment");
        MockAuthorizationStrategy roles = new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("outsider", "reader", "blind")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "blind")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin");
        jenkins.jenkins.setAuthorizationStrategy(new Without(roles, "blind", GitOpsPermissions.VIEW));
        List<String> all = new ArrayList<>(pages);
        all.addAll(texts);

        for (String address : all) {
            assertThat(status(client(null), HttpMethod.GET, address))
                    .as(address)
                    .isEqualTo(403);
            assertThat(status(client("outsider"), HttpMethod.GET, address))
                    .as(address)
                    .isEqualTo(404);
            assertThat(status(client("blind"), HttpMethod.GET, address))
                    .as(address)
                    .isEqualTo(403);
            assertThat(status(client("reader"), HttpMethod.GET, address))
                    .as(address)
                    .isEqualTo(200);
            assertThat(status(client("admin"), HttpMethod.GET, address))
                    .as(address)
                    .isEqualTo(200);
            assertThat(status(client("blind"), HttpMethod.POST, address))
                    .as(address)
                    .isEqualTo(403);
        }
        for (String address : texts) {
            assertThat(status(client("admin"), HttpMethod.POST, address))
                    .as(address)
                    .isIn(404, 405);
        }
        for (String address : List.of(
                build.getUrl() + "gitops/deployment/20260101-000000-00000001/",
                build.getUrl() + "gitops/deployment/..%2f..%2fbuild.xml/",
                deployment + "part/none/",
                deployment + "body",
                deployment + "status",
                deployment + "part")) {
            assertThat(status(client("admin"), HttpMethod.GET, address))
                    .as(address)
                    .isIn(400, 404);
        }

        // Pages and answers of Jenkins that anybody may see who reads the job.
        for (String address :
                List.of(build.getUrl(), build.getUrl() + "api/json?depth=3", project.getUrl() + "api/json?depth=4")) {
            assertThat(content(client("reader"), address)).as(address).contains(record.id());
            assertThat(content(client("blind"), address)).as(address).doesNotContain(record.id(), "9f4e2c7ab");
        }
        assertThat(content(client("reader"), project.getUrl())).containsPattern("href=\"[^\"]*gitops\"");
        assertThat(content(client("blind"), project.getUrl())).doesNotContain("/gitops");
    }

    @Test
    void shouldAnswerPrograms() throws Exception {
        DeploymentRecord record = Deployments.fixture("verified");
        FreeStyleBuild build = Deployments.build(jenkins, project, record);
        JenkinsRule.WebClient client = jenkins.createWebClient();

        JsonNode api = Json.parse(content(client, build.getUrl() + "gitops/api/json"));
        assertThat(api.path("deployments")).hasSize(1);
        assertThat(StreamSupport.stream(
                        ((Iterable<String>) () -> api.at("/deployments/0").fieldNames()).spliterator(), false))
                .containsExactlyInAnyOrder(
                        "id",
                        "app",
                        "environment",
                        "namespace",
                        "kind",
                        "state",
                        "message",
                        "actor",
                        "commit",
                        "planDigest",
                        "created",
                        "updated",
                        "pruned",
                        "unchanged",
                        "failed",
                        "drifted",
                        "started",
                        "finished");
        assertThat(api.at("/deployments/0/state").asText()).isEqualTo("verified");
        assertThat(api.at("/deployments/0/started").asLong())
                .isEqualTo(record.started().toEpochMilli());
        assertThat(Json.parse(content(client, build.getUrl() + "gitops/api/json?tree=deployments[id,state]"))
                        .toString())
                .contains("\"id\":\"" + record.id() + "\",\"state\":\"verified\"");
        assertThat(Json.parse(content(client, project.getUrl() + "gitops/api/json"))
                        .at("/deployments/0/id")
                        .asText())
                .isEqualTo(record.id());

        String deployment = build.getUrl() + "gitops/deployment/" + record.id() + "/";
        WebResponse json = get(client, deployment + "record");
        assertThat(RecordJson.fromJson(Json.parse(json.getContentAsString()), "the answer"))
                .isEqualTo(record);
        assertThat(json.getContentType()).isEqualTo("application/json");
        assertThat(json.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(json.getResponseHeaderValue("Content-Disposition"))
                .isEqualTo("attachment; filename=\"gitops-" + record.id() + ".json\"");
        assertThat(get(client, deployment + "markdown").getContentType()).isEqualTo("text/markdown");
        assertThat(content(client, deployment + "markdown")).contains("webapp", "prod");
        assertThat(get(client, deployment + "junit").getContentType()).isEqualTo("application/xml");
        assertThat(content(client, deployment + "junit")).contains("<testsuites>");
        WebResponse fragment = get(client, deployment + "part/object-apps-Deployment-web-webapp/fragment");
        assertThat(fragment.getContentAsString()).contains("<ins>").doesNotContain("<html", "<summary>2");
        assertThat(fragment.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        return user == null ? client : client.withBasicCredentials(user);
    }

    private int status(JenkinsRule.WebClient client, HttpMethod method, String address) throws IOException {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), address), method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.loadWebResponse(request).getStatusCode();
    }

    private WebResponse get(JenkinsRule.WebClient client, String address) throws IOException {
        return client.loadWebResponse(new WebRequest(new URL(jenkins.getURL(), address)));
    }

    private String content(JenkinsRule.WebClient client, String address) throws IOException {
        return get(client, address).getContentAsString();
    }

    private static List<String> handlers(String html) {
        return HANDLER.matcher(VALUE.matcher(html).replaceAll("\"\""))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** The elements of the parts of a page that are ours. */
    private static List<String> tags(String html) {
        List<String> tags = OURS.matcher(html)
                .results()
                .flatMap(part -> TAG.matcher(part.group()).results())
                .map(MatchResult::group)
                .filter(tag -> !tag.matches("</?(ins|del|wbr|table|tbody|tr|td)"))
                .toList();
        assertThat(tags).isNotEmpty();
        return tags;
    }

    /** Takes one permission from one user, who has it otherwise. */
    private static final class Without extends AuthorizationStrategy {
        private final transient AuthorizationStrategy others;
        private final String user;
        private final transient Permission permission;

        Without(AuthorizationStrategy others, String user, Permission permission) {
            this.others = others;
            this.user = user;
            this.permission = permission;
        }

        @Override
        public ACL getRootACL() {
            return ACL.lambda2(
                    (authentication, asked) -> !(authentication.getName().equals(user) && asked.equals(permission))
                            && others.getRootACL().hasPermission2(authentication, asked));
        }

        @Override
        public Collection<String> getGroups() {
            return others.getGroups();
        }
    }
}
