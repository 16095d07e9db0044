package io.jenkins.plugins.gitops.tools;

import hudson.FilePath;
import hudson.Util;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolInstaller;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import jenkins.security.MasterToSlaveCallable;
import org.kohsuke.stapler.DataBoundSetter;

/** Gets the archive of a release for the agent's system, once for each version, and unpacks it there. */
public abstract class ReleaseInstaller extends ToolInstaller {
    private static final Pattern VERSION = Pattern.compile("v\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");

    private final String version;
    private String mirror;

    ReleaseInstaller(String version) {
        super(null);
        this.version = Util.fixNull(Util.fixEmptyAndTrim(version));
    }

    /** @return the version, {@code v4.1.0} */
    public String getVersion() {
        return version;
    }

    /** @return where archives are instead of at the project's own place; null for there */
    public String getMirror() {
        return mirror;
    }

    @DataBoundSetter
    public void setMirror(String mirror) {
        this.mirror = Util.fixEmptyAndTrim(mirror);
    }

    /** @return where the project itself has its releases */
    abstract String home();

    /** @return the archive's path below that */
    abstract String archive(String version, String system);

    /** @return the directory of the program in the archive */
    abstract String directory(String system);

    @Override
    public final FilePath performInstallation(ToolInstallation tool, Node node, TaskListener log)
            throws IOException, InterruptedException {
        if (!VERSION.matcher(version).matches()) {
            throw new GitOpsException(Messages.ReleaseInstaller_version(tool.getName(), version));
        }
        VirtualChannel channel = node.getChannel();
        if (channel == null) {
            throw new GitOpsException(Messages.RenderTool_offline(tool.getName()));
        }
        String system = channel.call(new AgentSystem());
        FilePath target = preferredLocation(tool, node);
        String base = mirror == null ? home() : mirror.replaceAll("/+$", "");
        URI archive = URI.create(base + "/" + archive(version, system));
        target.installIfNecessaryFrom(archive.toURL(), log, Messages.ReleaseInstaller_unpacking(archive, target));
        return target.child(directory(system));
    }

    /** Asks the agent what it is: {@code linux-amd64}. */
    private static final class AgentSystem extends MasterToSlaveCallable<String, IOException> {
        private static final long serialVersionUID = 1L;

        @Override
        public String call() {
            String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            String system = name.contains("mac") ? "darwin" : name.contains("windows") ? "windows" : "linux";
            String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
            return system + "-" + (processor.equals("aarch64") || processor.equals("arm64") ? "arm64" : "amd64");
        }
    }
}
