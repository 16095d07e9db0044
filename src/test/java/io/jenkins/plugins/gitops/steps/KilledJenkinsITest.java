package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.gitops.actions.DeploymentEntry;
import io.jenkins.plugins.gitops.actions.GitOpsBuildAction;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.sandbox.http.LoggedRequest;
import io.jenkins.plugins.gitops.service.TestCluster;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The process of Jenkins is killed in the middle of a deployment of 500 objects, and once more while it waits until they are
 * healthy; each time it is started again.
 */
@DisabledOnOs(OS.WINDOWS)
class KilledJenkinsITest {
    private static final int OBJECTS = 500;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void shouldEndGreenWithEveryObjectAppliedOnce() throws Throwable {
        try (Sandbox sandbox = TestCluster.start()) {
            String kubeconfig = sandbox.kubeconfig();
            sandbox.workloads(false); // so that nothing becomes healthy
            sandbox.faults()
                    .on("PATCH", ".*/configmaps/map-.*")
                    .write()
                    .when(request -> applied(sandbox).size() >= OBJECTS / 2)
                    .always()
                    .hang();
            jenkins.startJenkins();
            jenkins.runRemotely((RealJenkinsExtension.Step) rule -> begin(rule, kubeconfig));
            Sandbox.await(Duration.ofMinutes(3), () -> applied(sandbox).size() >= OBJECTS / 2);

            jenkins.stopJenkinsForcibly();
            sandbox.faults().clear();
            jenkins.startJenkins();
            jenkins.runRemotely((RealJenkinsExtension.Step) KilledJenkinsITest::verifies);

            jenkins.stopJenkinsForcibly();
            sandbox.workloads(true);
            jenkins.startJenkins();
            jenkins.runRemotely((RealJenkinsExtension.Step) KilledJenkinsITest::end);

            assertThat(applied(sandbox)).hasSize(OBJECTS);
            assertThat(applied(sandbox).values()).containsOnly(1L);
        }
    }

    private static void begin(JenkinsRule rule, String kubeconfig) throws Throwable {
        TestCluster.configure(kubeconfig);
        WorkflowJob job = rule.createProject(WorkflowJob.class, "web");
        StringBuilder maps = new StringBuilder("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
                + "spec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n"
                + "    spec: {containers: [{name: web, image: \"web:1\"}]}\n");
        for (int i = 0; i < OBJECTS; i++) {
            maps.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map-")
                    .append(i)
                    .append('\n');
        }
        FilePath workspace = rule.jenkins.getWorkspaceFor(job);
        workspace.child("maps.yaml").write(maps.toString(), "UTF-8");
        job.setDefinition(new CpsFlowDefinition(
                "node { gitopsRender app: 'webapp', environment: 'prod' }\n"
                        + "gitopsDeploy app: 'webapp', environment: 'prod'\n"
                        + "gitopsVerify app: 'webapp', environment: 'prod'\n",
                true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static void verifies(JenkinsRule rule) throws Throwable {
        rule.waitForMessage("== verify", build(rule));
    }

    private static void end(JenkinsRule rule) throws Throwable {
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build(rule)));
        assertThat(GitOpsBuildAction.of(build(rule)).getDeployments())
                .extracting(DeploymentEntry::getState)
                .contains("aborted", "verified");
    }

    private static WorkflowRun build(JenkinsRule rule) {
        return rule.jenkins.getItemByFullName("web", WorkflowJob.class).getBuildByNumber(1);
    }

    /** @return how often each object was written, and it was answered */
    private static Map<String, Long> applied(Sandbox sandbox) {
        return sandbox.requests().all().stream()
                .filter(LoggedRequest::isWrite)
                .filter(request -> request.path().contains("/configmaps/map-") && request.status() / 100 == 2)
                .collect(Collectors.groupingBy(LoggedRequest::path, Collectors.counting()));
    }
}
