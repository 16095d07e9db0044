package io.jenkins.plugins.gitops.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Environments as YAML, in forms and on disk, and who finds which. */
@WithJenkins
class EnvironmentConfigurationITest {
    @Test
    void shouldKeepWhatYamlFormsAndTheDiskSay(JenkinsRule jenkins) throws Exception {
        configure("environments.yaml");

        List<GitOpsEnvironment> configured = GitOpsConfiguration.get().getEnvironments();
        assertThat(configured).extracting(GitOpsEnvironment::getName).containsExactly("prod", "here", "staging");
        assertThat(configured.get(0).getAllowedJobs()).containsExactly("shop/deploy", "shop/releases/**");
        assertThat(configured.get(1).isInCluster()).isTrue();
        assertThat(configured.get(2).getServer()).isNull();
        assertThat(exported()).isEqualTo(text("exported.yaml"));

        jenkins.configRoundtrip();
        jenkins.assertEqualDataBoundBeans(configured, GitOpsConfiguration.get().getEnvironments());
        GitOpsConfiguration.get().load();
        assertThat(exported()).as("from the disk").isEqualTo(text("exported.yaml"));

        assertThatThrownBy(() -> GitOpsConfiguration.get()
                        .setEnvironments(List.of(new GitOpsEnvironment("prod"), new GitOpsEnvironment("prod"))))
                .hasMessageContaining("environment prod is there twice");
        assertThatThrownBy(() -> GitOpsConfiguration.get().setEnvironments(List.of(new GitOpsEnvironment("Prod 1"))))
                .hasMessageContaining("\"Prod 1\" cannot be called that");
        assertThat(exported()).as("after refusals").isEqualTo(text("exported.yaml"));
        assertThat(submitWithOneName(jenkins)).contains("environment same is there twice");

        GitOpsConfiguration.get().setEnvironments(List.of());
        jenkins.configRoundtrip();
        assertThat(GitOpsConfiguration.get().getEnvironments()).isEmpty();
    }

    @Test
    void shouldFindTheNearest(JenkinsRule jenkins) throws Exception {
        Folder shop = jenkins.createProject(Folder.class, "shop");
        Folder web = shop.createProject(Folder.class, "web");
        FreeStyleProject inside = web.createProject(FreeStyleProject.class, "deploy");
        FreeStyleProject outside = jenkins.createProject(FreeStyleProject.class, "deploy");
        GitOpsConfiguration.get().setEnvironments(List.of(environment("prod", "https://global"), environment("all")));
        shop.addProperty(new FolderEnvironments(List.of(environment("prod", "https://shop"), environment("test"))));
        web.addProperty(new FolderEnvironments(List.of(environment("prod", "https://web"))));

        assertThat(server(inside)).isEqualTo("https://web");
        assertThat(server(web)).isEqualTo("https://web");
        assertThat(server(shop)).isEqualTo("https://shop");
        assertThat(server(outside)).isEqualTo("https://global");
        assertThat(server(null)).isEqualTo("https://global");
        assertThat(names(inside)).containsExactly("prod", "test", "all");
        assertThat(names(outside)).containsExactly("prod", "all");
        assertThat(Environments.isGlobal(Environments.require(outside, "prod"))).isTrue();
        assertThat(Environments.isGlobal(Environments.require(inside, "prod"))).isFalse();
        assertThatThrownBy(() -> Environments.require(inside, "nowhere"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining(
                        "environment \"nowhere\" is not known to shop/web/deploy; known are: all, prod, test")
                .hasMessageContaining("Manage Jenkins");

        FolderEnvironments before = shop.getProperties().get(FolderEnvironments.class);
        jenkins.configRoundtrip(shop);
        FolderEnvironments after = shop.getProperties().get(FolderEnvironments.class);
        assertThat(after).isNotSameAs(before);
        jenkins.assertEqualDataBoundBeans(before.getEnvironments(), after.getEnvironments());
        Folder plain = jenkins.createProject(Folder.class, "plain");
        jenkins.configRoundtrip(plain);
        assertThat(plain.getProperties().get(FolderEnvironments.class))
                .as("of a folder without environments")
                .isNull();
    }

    @Test
    void shouldLetOnlyAllowedJobsAndBranchesIn(JenkinsRule jenkins) throws Exception {
        Folder shop = jenkins.createProject(Folder.class, "shop");
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(shop.createProject(FreeStyleProject.class, "deploy"));
        GitOpsEnvironment prod = environment("prod");
        Environments.checkAllowed(prod, build, null);

        prod.setAllowedJobs(List.of("shop/*", "other/**"));
        Environments.checkAllowed(prod, build, null);
        prod.setAllowedJobs(List.of("*", "shop/release"));
        assertThatThrownBy(() -> Environments.checkAllowed(prod, build, "main"))
                .isInstanceOf(GitOpsException.class)
                .hasMessage("job shop/deploy may not deploy to environment prod: its allowed jobs are *, shop/release");

        prod.setAllowedJobs(List.of());
        prod.setAllowedBranches(List.of("main", "release/*"));
        Environments.checkAllowed(prod, build, "main");
        Environments.checkAllowed(prod, build, "release/1.0");
        assertThatThrownBy(() -> Environments.checkAllowed(prod, build, "feature/main"))
                .hasMessage(
                        "branch feature/main may not be deployed to environment prod: its allowed branches are main,"
                                + " release/*");
        assertThatThrownBy(() -> Environments.checkAllowed(prod, build, null))
                .hasMessageContaining("the branch of this deployment is not known");
    }

    private static String submitWithOneName(JenkinsRule jenkins) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlPage page = client.goTo("manage/configure");
        HtmlForm form = page.getFormByName("config");
        for (DomElement element : page.getElementsByTagName("input")) {
            if (element instanceof HtmlInput input
                    && input.getNameAttribute().equals("_.name")
                    && List.of("prod", "here").contains(input.getValue())) {
                input.setValue("same");
            }
        }
        return jenkins.submit(form).getWebResponse().getContentAsString();
    }

    private static GitOpsEnvironment environment(String name) {
        return new GitOpsEnvironment(name);
    }

    private static GitOpsEnvironment environment(String name, String server) {
        GitOpsEnvironment environment = new GitOpsEnvironment(name);
        environment.setServer(server);
        return environment;
    }

    private static String server(Item context) {
        return Environments.find(context, "prod").orElseThrow().getServer();
    }

    private static List<String> names(Item context) {
        return Environments.visibleTo(context).stream()
                .map(GitOpsEnvironment::getName)
                .toList();
    }

    private static void configure(String file) throws Exception {
        ConfigurationAsCode.get()
                .configure(EnvironmentConfigurationITest.class.getResource(file).toString());
    }

    private static String exported() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        return Util.toYamlString(Util.getUnclassifiedRoot(context).get("gitops"));
    }

    private static String text(String file) throws IOException {
        try (InputStream in = EnvironmentConfigurationITest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
