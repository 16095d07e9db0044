package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.Map;

/** A program that a source needs is not there. The message says where it was looked for and how to get it. */
public class MissingToolException extends GitOpsException {
    private static final long serialVersionUID = 1L;

    private static final Map<String, String> REMEDIES = Map.of(
            "git", "install Git 2.34 or newer (https://git-scm.com/downloads)",
            "gpgv", "install GnuPG (https://gnupg.org/download)",
            "helm", "install Helm 3.18 or newer (https://helm.sh/docs/intro/install)",
            "kustomize", "install Kustomize 5 (https://kubectl.docs.kubernetes.io/installation/kustomize) or kubectl",
            "kubectl", "install kubectl (https://kubernetes.io/docs/tasks/tools)");

    private final String tool;

    /**
     * @param tool the program's name
     * @param lookedIn where it was looked for, in words
     */
    public MissingToolException(String tool, String lookedIn) {
        super(tool + " is not there; it was looked for in " + lookedIn + "; "
                + REMEDIES.getOrDefault(tool, "install it or correct its name"));
        this.tool = tool;
    }

    /** @return the program's name */
    public String tool() {
        return tool;
    }
}
