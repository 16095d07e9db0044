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

    @Test
    void shouldRunTheRealPrograms() throws Exception {
        assumeTrue(onPath("helm") && onPath("kustomize"), "helm and kustomize are not both on the PATH");
        FilePath workspace = workspace();
        copy("webapp-helm", workspace.child("helm"));
        copy("webapp-kustomize", workspace.child("kustomize"));
        define("""
                def h = gitopsRender app: 'webapp', environment: 'prod', path: 'helm',
                                     source: helm(chart: '.', valuesFiles: ['values-prod.yaml'])
                def k = gitopsRender app: 'webapp', environment: 'prod', path: 'kustomize',
                                     source: kustomize(path: 'overlays/prod')
                echo "${h.objectCount} by ${h.tool}, ${k.objectCount} by ${k.tool}, same: ${h.digest == k.digest}"
                """);

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        assertThat(JenkinsRule.getLog(run)).containsPattern("2 by helm v\\S+, 2 by kustomize v\\S+, same: true");
    }

    @Test
    void shouldSayWhichProgramIsMissing() throws Exception {
        copy("webapp-helm", workspace());
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
                bin.resolve("helm"),
                "#!/bin/sh\necho $$ > " + told + "/.pid && mv " + told + "/.pid " + told + "/pid\nexec sleep 600\n");
        assertThat(helm.toFile().setExecutable(true)).isTrue();
        copy("webapp-helm", workspace());
        define("withEnv(['PATH+FAKE=" + bin + "']) { gitopsRender app: 'webapp', source: helm(chart: '.') }");

        long pid;
        WorkflowRun run;
        try (WatchService watch = told.getFileSystem().newWatchService()) {
            told.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            run = job.scheduleBuild2(0).waitForStart();
            while (!Files.exists(told.resolve("pid"))) {
                assertThat(watch.poll(60, SECONDS))
                        .as("the program was started")
                        .isNotNull()
                        .satisfies(key -> key.reset());
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

    private FilePath workspace() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("agent"), new EnvVars());
        return agent.getWorkspaceFor(job);
    }

    private static void copy(String example, FilePath target) throws Exception {
        new FilePath(new File("examples/" + example)).copyRecursiveTo(target);
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }
}
