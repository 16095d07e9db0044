package io.jenkins.plugins.gitops.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Computer;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.security.Permission;
import io.jenkins.plugins.gitops.cluster.KubeconfigPolicy;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.cluster.SelfSigned;
import io.jenkins.plugins.gitops.config.FolderEnvironments;
import io.jenkins.plugins.gitops.config.GitOpsConfiguration;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.config.GitOpsPermissions;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What builds log in with, and what they are refused. */
@WithJenkins
@Timeout(180)
class ClusterLoginITest {
    private static final String TOKEN = "t0ken-of-the-sandbox";

    @TempDir
    private Path directory;

    private final Sandbox guarded =
            Sandbox.builder().tls().token(TOKEN).workloads(false).start();
    private final Sandbox open = Sandbox.builder().tls().workloads(false).start();

    @AfterEach
    void stop() {
        guarded.close();
        open.close();
    }

    @Test
    void shouldLogInWithEveryTypeOfCredentials(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = build(jenkins.createProject(Folder.class, "shop"));
        SelfSigned client = SelfSigned.of("P-256", "jenkins");
        Stored.inJenkins(Stored.text("token", TOKEN + "\n"));
        Stored.inJenkins(Stored.text("kubeconfig-text", guarded.kubeconfig()));
        Stored.inJenkins(Stored.file("kubeconfig-file", guarded.kubeconfig()));
        Stored.inJenkins(Stored.user("password", "me", "pass-word"));
        Stored.inJenkins(Stored.certificate("certificate", client));
        Stored.inJenkins(Stored.certificate("two-keys", client, SelfSigned.of("P-256", "other")));

        assertThat(secrets(at(guarded, "token"), build)).contains(TOKEN, base64(TOKEN));
        assertThat(secrets(kubeconfig("kubeconfig-text"), build)).contains(TOKEN);
        assertThat(secrets(kubeconfig("kubeconfig-file"), build)).contains(TOKEN);
        assertThat(secrets(at(open, "password"), build)).contains("pass-word", base64("me:pass-word"));
        assertThat(secrets(at(open, "certificate"), build))
                .contains(client.key("PKCS8").lines().skip(1).findFirst().orElseThrow());
        GitOpsEnvironment equal = kubeconfig("kubeconfig-file");
        equal.setServer(guarded.url() + "/");
        assertThat(secrets(equal, build)).contains(TOKEN);
        assertRefused(at(open, "two-keys"), build, "credentials \"two-keys\" cannot be used: their key store holds 2");

        StandardCredentials token = CredentialsProvider.findCredentialById("token", StandardCredentials.class, build);
        assertThat(CredentialsProvider.getFingerprintOf(token).getJobs()).containsExactly("shop/deploy");
    }

    @Test
    void shouldRefuseWhatIsMissingOrMeantForOthers(JenkinsRule jenkins) throws Exception {
        Folder shop = jenkins.createProject(Folder.class, "shop");
        Folder other = jenkins.createProject(Folder.class, "other");
        FreeStyleBuild build = build(shop);
        Stored.inFolder(shop, Stored.text("own", TOKEN));
        Stored.inFolder(other, Stored.text("foreign", TOKEN));
        Stored.inJenkins(Stored.text(CredentialsScope.SYSTEM, "system", TOKEN));
        Stored.forHost("api.example.org", Stored.text("elsewhere", TOKEN));
        Stored.inJenkins(Stored.text("here", TOKEN));

        assertThat(secrets(at(guarded, "own"), build)).contains(TOKEN);
        assertRefused(at(guarded, "foreign"), build, "there are no credentials \"foreign\"");
        assertRefused(at(guarded, "nothing"), build, "there are no credentials \"nothing\"");
        assertRefused(at(guarded, null), build, "names no credentials");
        assertRefused(at(guarded, "elsewhere"), build, "are not meant for " + guarded.url());
        assertRefused(kubeconfig("here"), build, "names no server");

        GitOpsEnvironment global = at(guarded, "system");
        GitOpsEnvironment ofFolder = at(guarded, "system");
        GitOpsConfiguration.get().setEnvironments(List.of(global));
        shop.addProperty(new FolderEnvironments(List.of(ofFolder)));
        assertThat(secrets(global, build)).as("scope System").contains(TOKEN);
        assertRefused(ofFolder, build, "there are no credentials \"system\"");
        global.setInCluster(true);
        ofFolder.setInCluster(true);
        assertRefused(global, build, "does not run in a Pod");
        assertRefused(ofFolder, build, "may not use the service account of the controller");

        GitOpsEnvironment plain = at(guarded, "own");
        plain.setServer("http://127.0.0.1:1");
        assertRefused(plain, build, "must begin with https://");
    }

    @Test
    void shouldRefuseKubeconfigsThatReachBeyondTheirText(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = build(jenkins.createProject(Folder.class, "shop"));
        Path marker = directory.resolve("ran");
        Stored.inJenkins(Stored.file("exec", fixture("exec").replace("MARKER", marker.toString())));
        Stored.inJenkins(Stored.text("exec-text", fixture("exec").replace("MARKER", marker.toString())));
        Stored.inJenkins(Stored.file("ca-file", fixture("ca-file")));
        Stored.inJenkins(Stored.file("key-file", fixture("key-file")));
        Stored.inJenkins(Stored.file("bomb", fixture("bomb")));
        Stored.inJenkins(Stored.file("good", guarded.kubeconfig()));
        Stored.forHost("api.example.org", Stored.file("elsewhere", guarded.kubeconfig()));

        assertRefused(kubeconfig("exec"), build, "user.exec is not allowed");
        assertRefused(kubeconfig("exec-text"), build, "user.exec is not allowed");
        assertThat(marker).doesNotExist();
        assertRefused(kubeconfig("ca-file"), build, "cluster.certificate-authority is not allowed");
        assertRefused(kubeconfig("key-file"), build, "user.client-key is not allowed");
        assertRefused(kubeconfig("bomb"), build, "alias");
        assertRefused(kubeconfig("elsewhere"), build, "are not meant for " + guarded.url());
        assertRefused(at(open, "good"), build, "and its kubeconfig good another one, " + guarded.url());
        GitOpsEnvironment authority = kubeconfig("good");
        authority.setCaCertificate(guarded.authority());
        assertRefused(authority, build, "has a CA certificate, and so has the kubeconfig good");
    }

    @Test
    void shouldHideSecretsInTheLogAndAskForPermissions(JenkinsRule jenkins) throws Exception {
        assertThat(Permission.fromId("io.jenkins.plugins.gitops.config.GitOpsPermissions.Prune"))
                .as("known before anybody asks")
                .isNotNull();
        Stored.inJenkins(Stored.text("token", TOKEN));
        Folder shop = jenkins.createProject(Folder.class, "shop");
        FreeStyleProject job = shop.createProject(FreeStyleProject.class, "deploy");
        GitOpsEnvironment prod = at(guarded, "token");
        GitOpsConfiguration.get().setEnvironments(List.of(prod));
        job.getBuildersList().add(new Builder(prod));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Computer.BUILD, Item.READ)
                .everywhere()
                .to("reader", "builder", "deployer", "careful")
                .grant(Item.BUILD)
                .everywhere()
                .to("builder", "deployer")
                .grant(CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("deployer")
                .grant(GitOpsPermissions.DEPLOY)
                .everywhere()
                .to("careful"));

        FreeStyleBuild asSystem = jenkins.buildAndAssertSuccess(job);
        assertThat(log(asSystem))
                .contains("plain ****", "encoded ****", "header Authorization: Bearer ****")
                .doesNotContain(TOKEN)
                .doesNotContain(base64(TOKEN))
                .doesNotContain(base64("x" + TOKEN).substring(4, 20));
        runAs("shop/deploy", "deployer");
        jenkins.buildAndAssertSuccess(job);
        runAs("shop/deploy", "builder");
        assertThat(log(jenkins.buildAndAssertStatus(Result.FAILURE, job)))
                .as("by one who may not use credentials")
                .contains("there are no credentials \"token\"");
        runAs("shop/deploy", "reader");
        assertThat(log(jenkins.buildAndAssertStatus(Result.FAILURE, job)))
                .contains("reader lacks the permission GitOps/Deploy on shop/deploy");
        runAs("shop/deploy", "careful");
        assertThat(log(jenkins.buildAndAssertStatus(Result.FAILURE, job)))
                .contains("careful lacks the permission GitOps/Prune on shop/deploy");
    }

    /** Deploys nothing, but does what a deployment begins with, and is careless with what it knows. */
    private static final class Builder extends TestBuilder {
        private final transient GitOpsEnvironment environment;

        Builder(GitOpsEnvironment environment) {
            this.environment = environment;
        }

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) {
            for (Permission permission : List.of(
                    GitOpsPermissions.VIEW,
                    GitOpsPermissions.DEPLOY,
                    GitOpsPermissions.PRUNE,
                    GitOpsPermissions.ROLLBACK)) {
                GitOpsPermissions.check(build, permission);
            }
            TaskListener masked = MaskedLog.masking(
                    listener, ClusterLogin.of(environment, build).secrets());
            masked.getLogger().println("plain " + TOKEN);
            masked.getLogger().println("encoded " + base64(TOKEN));
            masked.getLogger().println("within " + base64("x" + TOKEN));
            masked.getLogger().println("header Authorization: Bearer " + TOKEN);
            return true;
        }
    }

    private static void runAs(String job, String user) throws IOException {
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .replace(new MockQueueItemAuthenticator()
                        .authenticate(job, User.getById(user, true).impersonate2()));
    }

    private static FreeStyleBuild build(Folder folder) throws Exception {
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "deploy");
        return job.scheduleBuild2(0).get();
    }

    private static GitOpsEnvironment at(Sandbox sandbox, String credentialsId) {
        GitOpsEnvironment environment = kubeconfig(credentialsId);
        environment.setServer(sandbox.url());
        environment.setCaCertificate(sandbox.authority());
        return environment;
    }

    private static GitOpsEnvironment kubeconfig(String credentialsId) {
        GitOpsEnvironment environment = new GitOpsEnvironment("prod");
        environment.setCredentialsId(credentialsId);
        return environment;
    }

    /** Logs in, asks the cluster something, and tells what must be hidden. */
    private static List<String> secrets(GitOpsEnvironment environment, FreeStyleBuild build) {
        ClusterLogin login = ClusterLogin.of(environment, build);
        try (ClusterGateway cluster = login.access().open(Retry.NEVER)) {
            assertThat(cluster.version()).isEqualTo("v1.36.3+sandbox");
        }
        return login.secrets();
    }

    private static void assertRefused(GitOpsEnvironment environment, FreeStyleBuild build, String why) {
        assertThatThrownBy(() -> ClusterLogin.of(environment, build))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(TOKEN);
    }

    private static String fixture(String name) throws IOException {
        try (InputStream in = KubeconfigPolicy.class.getResourceAsStream("kubeconfig/" + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String log(FreeStyleBuild build) throws IOException {
        return String.join("\n", build.getLog(1_000));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
