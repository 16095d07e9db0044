package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Label;
import io.jenkins.plugins.gitops.core.render.registry.LocalRegistry;
import io.jenkins.plugins.gitops.credentials.RegistryCredentials;
import io.jenkins.plugins.gitops.credentials.Stored;
import io.jenkins.plugins.gitops.service.JenkinsHome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Images are pinned with credentials of Jenkins, at a real registry that asks for them, and nowhere else. */
@WithJenkins
class RegistryCredentialsITest {
    private static final String PASSWORD = LocalRegistry.LOGIN.password();
    private static final String PAIR = Base64.getEncoder()
            .encodeToString((LocalRegistry.LOGIN.user() + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    @Test
    void shouldLogInWhereTheJobSaysAndNowhereElse(JenkinsRule jenkins, @TempDir Path store) throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        HttpServer other = greedyRegistry(told);
        try (LocalRegistry registry = LocalRegistry.start(store, true)) {
            String digest = registry.push("web", "1", "web");
            Stored.inJenkins(Stored.user("registry", LocalRegistry.LOGIN.user(), PASSWORD));
            Stored.inJenkins(Stored.text("text", "no login"));
            Stored.forHost("registry.example", Stored.user("elsewhere", "a", "of-elsewhere"));
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "web");
            FilePath workspace =
                    jenkins.createOnlineSlave(Label.get("agent"), new EnvVars()).getWorkspaceFor(job);
            workspace.child("web.yaml").write(pod(registry.host() + "/web:1"), "UTF-8");
            workspace
                    .child("other/web.yaml")
                    .write(pod("127.0.0.1:" + other.getAddress().getPort() + "/web:1"), "UTF-8");
            workspace
                    .child("docker/config.json")
                    .write("{\"auths\": {\"" + registry.host() + "\": {\"auth\": \"" + PAIR + "\"}}}", "UTF-8");
            job.setDefinition(new CpsFlowDefinition(script(registry.host()), true));

            WorkflowRun run = jenkins.buildAndAssertSuccess(job);

            String pinned = registry.host() + "/web:1@" + digest;
            jenkins.assertLogContains("CREDENTIALS [" + pinned + "]", run);
            jenkins.assertLogContains("DOCKER [" + pinned + "]", run);
            jenkins.assertLogContains("NONE the registry " + registry.host() + " wants a login for", run);
            jenkins.assertLogContains(
                    "name credentials for it (registryCredentials: ['" + registry.host() + "=ID'])", run);
            jenkins.assertLogContains(
                    "OTHER the registry 127.0.0.1:" + other.getAddress().getPort(), run);
            jenkins.assertLogContains("TYPE registryCredentials: the credentials \"text\" cannot log in", run);
            jenkins.assertLogContains(
                    "DOMAIN registryCredentials: the credentials \"elsewhere\" are not meant for", run);
            assertThat(told).containsOnly("nothing").isNotEmpty();
            jenkins.assertLogNotContains(PASSWORD, run);
            jenkins.assertLogNotContains(PAIR, run);
            JenkinsHome.assertNowhere(PASSWORD, PAIR, "of-elsewhere");

            RegistryCredentials.check(job, registry.host(), "registry");
            assertThatThrownBy(() -> RegistryCredentials.check(job, registry.host(), "none"))
                    .hasMessageContaining("there are no credentials \"none\" for " + registry.host());

            // Even what is called like the password cannot be read: nobody knows what a program will say.
            workspace
                    .child("unknown/a.yaml")
                    .write("apiVersion: example.org/v1\nkind: A\nmetadata: {name: " + PASSWORD + "}\n", "UTF-8");
            job.setDefinition(new CpsFlowDefinition(
                    "node('agent') { gitopsRender app: 'web', path: 'unknown', setNamespace: 'x', registryCredentials: ['"
                            + registry.host() + "=registry'] }",
                    true));
            WorkflowRun masked = jenkins.buildAndAssertSuccess(job);
            jenkins.assertLogContains(
                    "A.example.org/**** (a.yaml, document 1, line 1) was not given the namespace x", masked);
            jenkins.assertLogNotContains(PASSWORD, masked);
        } finally {
            other.stop(0);
        }
    }

    private static String script(String host) {
        return """
                def attempt(name, step) {
                  try { echo "$name ${step().images}" } catch (e) { echo "$name ${e.message}" }
                }
                node('agent') {
                  def login = ['HOST=registry']
                  attempt('CREDENTIALS') {
                    gitopsRender app: 'web', source: manifests(path: 'web.yaml'), pinImages: true, registryCredentials: login
                  }
                  withEnv(["DOCKER_CONFIG=${pwd()}/docker"]) {
                    attempt('DOCKER') { gitopsRender app: 'web', source: manifests(path: 'web.yaml'), pinImages: true }
                  }
                  withEnv(["DOCKER_CONFIG=${pwd()}/none"]) {
                    attempt('NONE') { gitopsRender app: 'web', source: manifests(path: 'web.yaml'), pinImages: true }
                    attempt('OTHER') {
                      gitopsRender app: 'web', path: 'other', pinImages: true, registryCredentials: login
                    }
                  }
                  attempt('TYPE') { gitopsRender app: 'web', path: 'other', registryCredentials: ['HOST=text'] }
                  attempt('DOMAIN') { gitopsRender app: 'web', path: 'other', registryCredentials: ['HOST=elsewhere'] }
                }
                """.replace("HOST", host);
    }

    private static String pod(String image) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, image: \"" + image
                + "\"}]}\n";
    }

    /** Asks everybody for a login, and remembers what it was told. */
    private static HttpServer greedyRegistry(List<String> told) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            told.add(authorization == null ? "nothing" : authorization);
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"other\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
