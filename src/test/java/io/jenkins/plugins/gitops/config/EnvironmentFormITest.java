package io.jenkins.plugins.gitops.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import io.jenkins.plugins.gitops.credentials.Stored;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The form of an environment: what it answers, to whom, and what never. */
@WithJenkins
class EnvironmentFormITest {
    private static final String TOKEN = "t0ken-of-the-sandbox";
    private static final String DESCRIPTOR = "descriptorByName/" + GitOpsEnvironment.class.getName() + "/";

    private final Sandbox sandbox =
            Sandbox.builder().tls().token(TOKEN).workloads(false).start();
    private JenkinsRule jenkins;

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void shouldTellWhatTheCredentialsMayDo(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Stored.inJenkins(Stored.text("token", TOKEN));
        Stored.inJenkins(Stored.text("wrong", "another-token"));
        GitOpsEnvironment environment = new GitOpsEnvironment("prod");
        environment.setServer(sandbox.url());
        environment.setCaCertificate(sandbox.authority());
        environment.setCredentialsId("token");
        GitOpsConfiguration.get().setEnvironments(List.of(environment));

        assertThat(click())
                .contains("Kubernetes v1.36.3+sandbox at " + sandbox.url() + ".")
                .contains("In namespace default these credentials may:")
                .doesNotContain("they may not")
                .doesNotContain(TOKEN);

        Set<String> reviews = Set.of("selfsubjectrulesreviews", "selfsubjectaccessreviews");
        sandbox.allow(
                access -> reviews.contains(access.resource()) || !access.verb().equals("delete"));
        assertThat(test("token"))
                .contains("class=\"warning\"")
                .contains("delete: deployments.apps, statefulsets.apps")
                .contains("docs/rbac.md");
        sandbox.allow(access -> reviews.contains(access.resource()));
        assertThat(test("token")).contains("class=\"error\"").contains("docs/rbac.md");
        assertThat(test("wrong"))
                .contains("class=\"error\"")
                .contains("HTTP 401")
                .doesNotContain("another-token");
        assertThat(test("nothing")).contains("there are no credentials");
        sandbox.faults().on("GET", "/version").always().answer(500, "the salaries of everybody");
        assertThat(test("token")).contains("HTTP 500").doesNotContain("salaries");
        sandbox.close();
        assertThat(test("token")).contains("cannot reach the cluster");
    }

    @Test
    void shouldAnswerOnlyWhoMayConfigure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Folder shop = jenkins.createProject(Folder.class, "shop");
        Stored.inJenkins(Stored.text("of-jenkins", TOKEN));
        Stored.inFolder(shop, Stored.text("of-shop", TOKEN));
        Stored.inFolder(jenkins.createProject(Folder.class, "other"), Stored.text("of-other", TOKEN));
        Stored.forHost("api.example.org", Stored.text("of-host", TOKEN));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));

        for (String method : methods()) {
            for (String place : List.of("", "job/shop/")) {
                assertThat(send("admin", HttpMethod.GET, place, method).getStatusCode())
                        .as("GET %s%s", place, method)
                        .isIn(404, 405);
            }
        }
        assertThat(methods()).contains("testConnection", "fillCredentialsIdItems", "checkCredentialsId", "checkName");

        assertThat(status("reader", "", "testConnection")).isEqualTo(403);
        assertThat(status("reader", "job/shop/", "testConnection")).isEqualTo(403);
        assertThat(status("configurer", "", "testConnection")).isEqualTo(403);
        assertThat(status("configurer", "job/shop/", "testConnection")).isEqualTo(200);
        assertThat(status("admin", "", "testConnection")).isEqualTo(200);
        assertThat(sandbox.requests().all()).as("by those who may not").isEmpty();

        assertThat(offered("reader", "")).containsExactly("chosen");
        assertThat(offered("reader", "job/shop/")).containsExactly("chosen");
        assertThat(offered("configurer", "")).containsExactly("chosen");
        assertThat(offered("configurer", "job/shop/")).containsExactlyInAnyOrder("", "of-jenkins", "of-shop", "chosen");
        assertThat(offered("admin", "")).containsExactlyInAnyOrder("", "of-jenkins", "chosen");

        for (String id : List.of("of-jenkins", "nothing")) {
            assertThat(body("reader", "job/shop/", "checkCredentialsId", pair("value", id)))
                    .as("what a reader learns of %s", id)
                    .isEqualTo("<div/>");
        }
        assertThat(body("configurer", "job/shop/", "checkCredentialsId", pair("value", "of-other")))
                .contains("There are no credentials &quot;of-other&quot; here");
        assertThat(body(
                        "configurer",
                        "job/shop/",
                        "checkCredentialsId",
                        pair("value", "of-host"),
                        pair("server", sandbox.url())))
                .contains("are not meant for " + sandbox.url());
        assertThat(body("configurer", "job/shop/", "checkInCluster", pair("value", "true")))
                .contains("may not use the service account of the controller");
        assertThat(body("configurer", "job/shop/", "testConnection", pair("inCluster", "true")))
                .contains("may not use the service account of the controller");
    }

    /** Presses the button in the page of Jenkins, as it was saved. */
    private String click() throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        HtmlPage page = client.goTo("manage/configure");
        HtmlButton button = page.getFirstByXPath("//button[@data-validate-button-method='testConnection']");
        HtmlPage after = button.click();
        client.waitForBackgroundJavaScript(20_000);
        return after.asNormalizedText();
    }

    private String test(String credentialsId) throws Exception {
        return body(
                null,
                "",
                "testConnection",
                pair("name", "prod"),
                pair("server", sandbox.url()),
                pair("caCertificate", sandbox.authority()),
                pair("credentialsId", credentialsId));
    }

    /** Every method of the form that the web reaches, by its name in a URL. */
    private static List<String> methods() {
        return Arrays.stream(EnvironmentForm.class.getMethods())
                .map(method -> method.getName())
                .filter(name -> name.matches("do(Check|Fill|Test).+"))
                .map(name -> Character.toLowerCase(name.charAt(2)) + name.substring(3))
                .distinct()
                .toList();
    }

    private List<String> offered(String user, String place) throws Exception {
        String json = body(
                user, place, "fillCredentialsIdItems", pair("credentialsId", "chosen"), pair("server", sandbox.url()));
        return Stream.of(json.split("\"value\":\""))
                .skip(1)
                .map(rest -> rest.substring(0, rest.indexOf('"')))
                .toList();
    }

    private int status(String user, String place, String method) throws Exception {
        return send(user, HttpMethod.POST, place, method).getStatusCode();
    }

    private String body(String user, String place, String method, NameValuePair... parameters) throws Exception {
        WebResponse response = send(user, HttpMethod.POST, place, method, parameters);
        assertThat(response.getStatusCode()).as("POST %s by %s", method, user).isEqualTo(200);
        assertThat(response.getContentAsString()).doesNotContain(TOKEN);
        return response.getContentAsString();
    }

    private WebResponse send(String user, HttpMethod method, String place, String name, NameValuePair... parameters)
            throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        if (user != null) {
            client.login(user);
        }
        WebRequest request = new WebRequest(new URL(client.getContextPath() + place + DESCRIPTOR + name), method);
        List<NameValuePair> all = new ArrayList<>(List.of(parameters));
        request.setRequestParameters(all);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.getPage(request).getWebResponse();
    }

    private static NameValuePair pair(String name, String value) {
        return new NameValuePair(name, value);
    }
}
