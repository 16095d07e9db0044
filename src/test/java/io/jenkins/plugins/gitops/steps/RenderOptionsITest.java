package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.gitops.actions.GitOpsBuildAction;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.render.ChartRepository;
import io.jenkins.plugins.gitops.core.render.RequiredTool;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.service.TestCluster;
import io.jenkins.plugins.gitops.tools.HelmInstallation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The options of {@code gitopsRender} together, on an agent, for a cluster that is asked what it serves. */
@WithJenkins
class RenderOptionsITest {
    private static final Path FILES = Path.of("src/test/resources/io/jenkins/plugins/gitops/steps/options");
    private static final String ATTEMPT = """
            def attempt(step) {
              try { step() } catch (e) { echo "${e.class.simpleName}: ${e.message}" }
            }
            """;

    private JenkinsRule jenkins;
    private Sandbox sandbox;
    private WorkflowJob job;
    private FilePath workspace;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sandbox = TestCluster.start();
        sandbox.create(
                "kubectl", ManifestReader.readDocument(Files.readString(FILES.resolve("widgets.yaml")), "widgets"));
        Sandbox.await(
                () -> sandbox.get("apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "widgets.example.org")
                        .filter(definition -> Json.write(definition).contains("Established"))
                        .isPresent());
        TestCluster.configure(sandbox.kubeconfig());
        job = jenkins.createProject(WorkflowJob.class, "web");
        workspace = jenkins.createOnlineSlave(Label.get("agent"), new EnvVars()).getWorkspaceFor(job);
        new FilePath(FILES.toFile()).copyRecursiveTo(workspace);
    }

    @AfterEach
    void tearDown() {
        sandbox.close();
    }

    @Test
    void shouldChangeAndCheckWhatTheSourceDeclares() throws Exception {
        String commit = commit();
        define(ATTEMPT + """
                def render(Map more) {
                  gitopsRender([app: 'webapp', environment: 'prod', path: 'changed',
                                source: manifests(path: 'deploy', exclude: ['old/']), variables: ['REPLICAS=3']] + more)
                }
                node('agent') {
                  def r = render images: ["mywebapp=registry.example/web:${env.BUILD_NUMBER}", 'tool=:2'],
                                 patches: ['Deployment.apps/web:{spec: {template: {spec: {priorityClassName: high}}}}',
                                           'Widget.example.org:[{op: add, path: /spec/size, value: "1"}]'],
                                 imageFields: ['Widget.example.org:.spec.image'],
                                 labels: ['team=shop'], annotations: ['example.org/ticket=SHOP-17'],
                                 annotateCommit: true, setNamespace: 'shop-pr-17', deterministic: 'require',
                                 kubeVersion: '1.33', rules: ['image-tag=error', 'probes=off', 'resources=off'],
                                 silence: ['labels:Deployment.apps/web'], sarif: 'reports/all.sarif'
                  echo "objects=${r.objectCount} images=${r.images} warnings=${r.warnings}"
                  attempt { render deterministic: 'maybe' }
                  attempt { render labels: ['team'] }
                  attempt { render config: '../gitops.yaml' }
                  attempt { render config: 'gitops.yaml' }
                  attempt { render rules: ['no-such-rule=off'] }
                  attempt { render registryCredentials: ['registry.example=none'] }
                  attempt { render registryCredentials: ['https://registry.example/=none'] }
                  attempt { render sarif: '../all.sarif' }
                  ws('elsewhere') {
                    writeFile file: 'a.yaml', text: 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: "${NAME:-a}"}\\n'
                    def s = gitopsRender app: 'webapp', substitute: true, source: manifests(path: '.', recursive: false)
                    echo readFile(s.file)
                    gitopsRender app: 'webapp', source: manifests(path: '.', include: ['a.*']), annotateCommit: true
                  }
                }
                """);

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("objects=2 images=[registry.example/web:1, tool:2] warnings=[]", run);
        // Some ids are in quotes: they could be read as numbers.
        assertThat(workspace
                        .child(".gitops/rendered/webapp-prod.yaml")
                        .readToString()
                        .replace('"' + commit + '"', commit))
                .isEqualTo(
                        Files.readString(FILES.resolve("changed/expected.yaml")).replace("COMMIT", commit));
        jenkins.assertLogContains("deterministic cannot be 'maybe': use one of require, warn, ignore", run);
        jenkins.assertLogContains("labels: 'team' has no name and value: write it as NAME=VALUE", run);
        jenkins.assertLogContains("config '../gitops.yaml' leads out of the source directory", run);
        jenkins.assertLogContains("there is no gitops.yaml in the source directory; check config", run);
        jenkins.assertLogContains("there is no rule \"no-such-rule\"", run);
        jenkins.assertLogContains(
                "there are no credentials \"none\" for registry.example that this job could use", run);
        jenkins.assertLogContains("'https://registry.example/' is no host of a registry: write registry.example", run);
        jenkins.assertLogContains("sarif '../all.sarif' leads out of the workspace", run);
        jenkins.assertLogContains("name: a\n", run);
        jenkins.assertLogContains("ERROR: every object is to be annotated with the commit", run);
        jenkins.assertLogNotContains("\tat ", run);

        workspace.child(".gitops").deleteRecursive();
        define("node('agent') { gitopsRender app: 'webapp', path: 'changed', source: manifests(path: 'deploy'),"
                + " rules: ['image-tag=error'], substitute: true, sarif: 'reports/all.sarif' }");
        WorkflowRun refused = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("a check has failed, and nothing was sent", refused);
        JsonNode results =
                Json.parse(workspace.child("reports/all.sarif").readToString()).at("/runs/0/results");
        assertThat(results.get(0).path("ruleId").asText()).isEqualTo("image-tag");
        assertThat(results.get(0).path("level").asText()).isEqualTo("error");
        assertThat(results.get(0)
                        .at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("changed/deploy/web.yaml");
        assertThat(workspace.child(".gitops").exists()).isFalse();
    }

    @Test
    void shouldLieOverGitopsYaml(@TempDir Path directory) throws Exception {
        RequiredTool.require("helm");
        jenkins.jenkins
                .getDescriptorByType(HelmInstallation.DescriptorImpl.class)
                .setInstallations(new HelmInstallation("elsewhere", homeOfHelm(), List.of()));
        define("""
                node('agent') {
                  echo 'FILE ' + readFile(gitopsRender(environment: 'prod', path: 'project', rules: ['probes=off']).file)
                  echo 'STEP ' + readFile(gitopsRender(environment: 'prod', path: 'project',
                    source: helm(values: 'colour: blue', set: ['size=L'], setString: ['build=017'],
                                 setFile: ['licence=licence.txt'], release: 'other'),
                    namespace: 'of-the-step', setNamespace: 'moved-by-the-step', images: ['mywebapp=:2'],
                    kubeVersion: '1.31', apiVersions: ['example.org/v1/Gadget'], rules: ['probes=off']).file)
                  withEnv(['PATH=/nonexistent']) {
                    echo 'TOOL ' + readFile(gitopsRender(environment: 'prod', config: 'project/gitops.yaml',
                      source: helm(tool: 'elsewhere'), rules: ['probes=warn']).file)
                  }
                  echo 'PATH ' + readFile(gitopsRender(app: 'webapp', path: 'project', source: helm(chart: 'chart')).file)
                  gitopsRender environment: 'prod', path: 'project'
                }
                """);

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        String log = JenkinsRule.getLog(run);
        assertThat(part(log, "FILE ", "STEP "))
                .contains("  namespace: shop\n", "widgets: \"true\"", "gadgets: \"false\"", "release: webapp\n")
                .contains("shape: round\n", "size: S\n", "colour: red\n", "  namespace: moved-by-the-file\n")
                .contains("image: registry.example/mywebapp:1\n");
        assertThat(part(log, "STEP ", "TOOL "))
                .contains("  namespace: of-the-step\n", "version: v1.31\n", "widgets: \"false\"", "gadgets: \"true\"")
                .contains("shape: round\n", "size: L\n", "build: \"017\"", "licence: |\n    Free to use.\n")
                .contains("colour: red\n", "release: other\n", "  namespace: moved-by-the-step\n")
                .contains("image: mywebapp:2\n");
        assertThat(part(log, "TOOL ", "PATH ")).contains("shape: round\n", "colour: red\n");
        assertThat(part(log, "PATH ", "ERROR: ")).contains("shape: \"\"", "image: mywebapp:0\n");
        assertThat(part(log, "ERROR: ", "Finished")).contains("probes");

        define("""
                pipeline {
                  agent { label 'agent' }
                  stages {
                    stage('Render') {
                      steps {
                        gitopsRender environment: 'prod', path: 'project', source: helm(set: ['size=L']), rules: ['probes=off']
                      }
                    }
                  }
                }
                """);
        jenkins.assertLogContains("webapp → prod: 2 objects", jenkins.buildAndAssertSuccess(job));

        shouldRecordWhereAChartIsFrom(directory);
    }

    private void shouldRecordWhereAChartIsFrom(Path directory) throws Exception {
        Path chart = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/render/locked/common");
        Path archive = ChartRepository.pack(chart, directory).resolve("common-0.1.0.tgz");
        try (ChartRepository repository = ChartRepository.start(directory, archive)) {
            define("""
                    node('agent') {
                      gitopsRender app: 'common', environment: 'prod',
                                   source: helm(chart: 'common', repository: 'URL', version: '0.1.0')
                    }
                    gitopsDeploy app: 'common', environment: 'prod'
                    """.replace("URL", repository.url()));
            WorkflowRun run = jenkins.buildAndAssertSuccess(job);

            String id = GitOpsBuildAction.of(run).getDeployments().get(0).getId();
            JsonNode record = Json.parse(jenkins.createWebClient()
                    .goTo(run.getUrl() + "gitops/deployment/" + id + "/record", "application/json")
                    .getWebResponse()
                    .getContentAsString());
            assertThat(record.at("/source/type").asText()).isEqualTo("helm");
            assertThat(record.at("/source/path").asText()).isEqualTo("common");
            assertThat(record.at("/source/repository").asText()).isEqualTo(repository.url());
            assertThat(record.at("/source/version").asText()).isEqualTo("0.1.0");
            assertThat(record.at("/source/digest").asText()).isEqualTo(Digest.of(Files.readAllBytes(archive)));
        }
    }

    private void define(String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
    }

    private static String part(String log, String from, String to) {
        int start = log.indexOf(from);
        return log.substring(start, log.indexOf(to, start));
    }

    private static String homeOfHelm() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .filter(directory -> Files.isExecutable(Path.of(directory, "helm")))
                .findFirst()
                .orElseThrow();
    }

    private String commit() throws Exception {
        try (Git git = Git.init()
                .setDirectory(new File(workspace.getRemote()))
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern(".").call();
            return git.commit()
                    .setMessage("First")
                    .setAuthor("Ada", "ada@example.org")
                    .setCommitter("Ada", "ada@example.org")
                    .setSign(false)
                    .call()
                    .name();
        }
    }
}
