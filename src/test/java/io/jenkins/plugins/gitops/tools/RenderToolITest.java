package io.jenkins.plugins.gitops.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.tools.InstallSourceProperty;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.apache.tools.tar.TarEntry;
import org.apache.tools.tar.TarOutputStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Helm that Jenkins installs on the agent, from a server that has one. */
@WithJenkins
@DisabledOnOs(OS.WINDOWS)
class RenderToolITest {
    private static final String HELM = "#!/bin/sh\n"
            + "if [ \"$1\" = version ]; then echo v4.1.0; exit; fi\n"
            + "printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: %s\\n' \"$2\"\n";

    @Test
    void shouldInstallTheReleaseThatIsWanted(JenkinsRule jenkins) throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            String system = exchange.getRequestURI().getPath().replaceAll(".*v4.1.0-|[.]tar[.]gz", "");
            byte[] archive = archive(system + "/helm", HELM);
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        server.start();
        try {
            HelmInstaller installer = new HelmInstaller("v4.1.0");
            installer.setMirror("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            HelmInstallation helm =
                    new HelmInstallation("helm-4", "", List.of(new InstallSourceProperty(List.of(installer))));
            jenkins.jenkins
                    .getDescriptorByType(HelmInstallation.DescriptorImpl.class)
                    .setInstallations(helm);
            jenkins.configRoundtrip();
            DumbSlave agent = jenkins.createOnlineSlave(Label.get("agent"));
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "web");
            FilePath workspace = agent.getWorkspaceFor(job);
            workspace.child("chart/Chart.yaml").write("apiVersion: v2\nname: chart\nversion: 1.0.0\n", "UTF-8");
            job.setDefinition(new CpsFlowDefinition(
                    "node('agent') { def r = gitopsRender app: 'webapp', source: helm(chart: 'chart', tool: 'helm-4')\n"
                            + "echo \"${r.objectCount} by ${r.tool}\" }",
                    true));

            WorkflowRun run = jenkins.buildAndAssertSuccess(job);

            jenkins.assertLogContains("1 by helm v4.1.0", run);
            assertThat(asked).isNotEmpty().allMatch(path -> path.startsWith("/helm-v4.1.0-"));

            job.setDefinition(new CpsFlowDefinition(
                    "node('agent') { gitopsRender app: 'webapp', source: helm(chart: 'chart', tool: 'helm-5') }",
                    true));
            jenkins.assertLogContains(
                    "there is no Helm installation 'helm-5'; configured in Manage Jenkins, Tools: helm-4",
                    jenkins.buildAndAssertStatus(Result.FAILURE, job));
        } finally {
            server.stop(0);
        }
    }

    private static byte[] archive(String name, String content) throws java.io.IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarOutputStream tar = new TarOutputStream(new GZIPOutputStream(bytes))) {
            byte[] text = content.getBytes(StandardCharsets.UTF_8);
            TarEntry entry = new TarEntry(name);
            entry.setSize(text.length);
            entry.setMode(0100755);
            tar.putNextEntry(entry);
            tar.write(text);
            tar.closeEntry();
        }
        return bytes.toByteArray();
    }
}
