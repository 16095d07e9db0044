package io.jenkins.plugins.gitops.steps;

import io.jenkins.plugins.gitops.agent.Rendered;
import io.jenkins.plugins.gitops.core.git.Commit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code gitopsRender} returns to the Pipeline. */
public final class GitOpsRenderResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String app;
    private final String environment;
    private final String file;
    private final String digest;
    private final int objectCount;
    private final String sourceType;
    private final String tool;
    private final String commit;
    private final ArrayList<String> images;
    private final ArrayList<String> warnings;

    GitOpsRenderResult(Rendered rendered) {
        this.app = rendered.app();
        this.environment = rendered.environment().isEmpty() ? null : rendered.environment();
        this.file = rendered.file();
        this.digest = rendered.digest();
        this.objectCount = rendered.objectCount();
        this.sourceType = rendered.source().type();
        this.tool = rendered.source().tool();
        this.commit = rendered.commit().map(Commit::id).orElse("");
        this.images = new ArrayList<>(rendered.source().images());
        this.warnings = new ArrayList<>(rendered.warnings());
    }

    @Whitelisted
    public String getApp() {
        return app;
    }

    /** @return the environment, or null when none was named */
    @Whitelisted
    public String getEnvironment() {
        return environment;
    }

    /** @return the file that was written, relative to the workspace, with slashes */
    @Whitelisted
    public String getFile() {
        return file;
    }

    /** @return {@code sha256:} and 64 hexadecimal digits over the objects; equal digests mean equal objects */
    @Whitelisted
    public String getDigest() {
        return digest;
    }

    @Whitelisted
    public int getObjectCount() {
        return objectCount;
    }

    /** @return {@code manifests}, {@code kustomize} or {@code helm} */
    @Whitelisted
    public String getSourceType() {
        return sourceType;
    }

    /** @return the program that rendered and its version, empty for plain manifests */
    @Whitelisted
    public String getTool() {
        return tool;
    }

    /** @return the full id of the commit that is checked out, empty outside of a Git work tree */
    @Whitelisted
    public String getCommit() {
        return commit;
    }

    /** @return every container image that the objects name, sorted */
    @Whitelisted
    public List<String> getImages() {
        return Collections.unmodifiableList(images);
    }

    /** @return what people should know, one a line */
    @Whitelisted
    public List<String> getWarnings() {
        return Collections.unmodifiableList(warnings);
    }

    /** @return one line for people */
    @Whitelisted
    public String getSummary() {
        return Messages.GitOpsRenderResult_summary(
                environment == null ? app : app + " → " + environment, objectCount, digest);
    }

    @Whitelisted
    @Override
    public String toString() {
        return getSummary();
    }
}
