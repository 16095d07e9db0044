package io.jenkins.plugins.gitops.steps;

import static java.nio.charset.StandardCharsets.UTF_8;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Label;
import hudson.slaves.DumbSlave;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The packaged plugin in a Jenkins of its own: class loaders and the filter of what may cross the wire are real there. */
@DisabledOnOs(OS.WINDOWS)
class RealJenkinsITest {
    private static final String HELM = "#!/bin/sh\n"
            + "if [ \"$1\" = version ]; then echo v4.0.0; exit; fi\n"
            + "printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: %s\\n' \"$2\"\n";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void shouldRenderOnAnAgentWithAProgramOfTheBuild() throws Throwable {
        jenkins.then(RealJenkinsITest::render);
    }

    private static void render(JenkinsRule jenkins) throws Throwable {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("agent"), new EnvVars());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "render");
        FilePath workspace = agent.getWorkspaceFor(job);
        workspace.child("chart/Chart.yaml").write("apiVersion: v2\nname: chart\nversion: 1.0.0\n", UTF_8.name());
        workspace.child("bin/helm").write(HELM, UTF_8.name());
        workspace.child("bin/helm").chmod(0755);
        job.setDefinition(new CpsFlowDefinition(
                "node('agent') { withEnv([\"PATH+BIN=${pwd()}/bin\"]) {\n"
                        + "  def r = gitopsRender app: 'webapp', source: helm(chart: 'chart', set: ['a=b'])\n"
                        + "  echo \"${r.objectCount} by ${r.tool}: ${readFile(r.file)}\"\n"
                        + "} }",
                true));

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("1 by helm v4.0.0: apiVersion: v1", run);
        jenkins.assertLogContains("name: webapp", run);
    }
}
