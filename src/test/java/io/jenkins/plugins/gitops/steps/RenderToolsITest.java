package io.jenkins.plugins.gitops.steps;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.Optional;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Helm and Kustomize where a build runs them: on the agent, with the build's environment, and not beyond its end. */
@WithJenkins
class RenderToolsITest {
    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void setUp(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = jenkins.createProject(WorkflowJob.class);
    }

    @ParameterizedTest
    @CsvSource({
        "helm, webapp-helm, 'helm(chart: \".\", valuesFiles: [\"values-prod.yaml\"])'",
        "kustomize, webapp-kustomize, 'kustomize(path: \"overlays/prod\")'"
    })
    void shouldRunTheRealProgram(String tool, String example, String source) throws Exception {
        assumeTrue(onPath(tool), tool + " is not on the PATH");
        workspaceWith(example);
        define("def r = gitopsRender app: 'webapp', environment: 'prod', source: " + source
                + "; echo \"${r.objectCount} objects by ${r.tool}\"; echo readFile(r.file)");

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("2 objects by " + tool, run);
        jenkins.assertLogContains("replicas: 5", run);
    }

    @Test
    void shouldSayWhichProgramIsMissing() throws Exception {
        workspaceWith("webapp-helm");
        define("withEnv(['PATH=/nonexistent']) { gitopsRender app: 'webapp', source: helm(chart: '.') }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("helm is not there", run);
        jenkins.assertLogContains("install Helm", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldKillTheProgramWithTheBuild(@TempDir Path bin, @TempDir Path told) throws Exception {
        Path helm = Files.writeString(
                bin.resolve("helm"), "#!/bin/sh\necho $$ > " + told + "/.pid && mv " + told + "/.pid " + told
                        + "/pid\nexec sleep 600\n");
        assertThat(helm.toFile().setExecutable(true)).isTrue();
        workspaceWith("webapp-helm");
        define("withEnv(['PATH+FAKE=" + bin + "']) { gitopsRender app: 'webapp', source: helm(chart: '.') }");

        long pid;
        WorkflowRun run;
        try (WatchService watch = told.getFileSystem().newWatchService()) {
            told.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            run = job.scheduleBuild2(0).waitForStart();
            while (!Files.exists(told.resolve("pid"))) {
                assertThat(watch.poll(60, SECONDS)).as("the program was started").isNotNull().satisfies(key -> key.reset());
            }
            pid = Long.parseLong(Files.readString(told.resolve("pid")).strip());
        }
        run.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(60, SECONDS);
        }
    }

    private void define(String step) throws Exception {
        job.setDefinition(new CpsFlowDefinition("node('agent') { " + step + " }", true));
    }

    private void workspaceWith(String example) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("agent"), new EnvVars());
        new FilePath(new File("examples/" + example)).copyRecursiveTo(agent.getWorkspaceFor(job));
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }
}
