package io.jenkins.plugins.gitops.core.manifest;

import io.jenkins.plugins.gitops.core.GitOpsException;

/** A source text that cannot be read as manifests. The message begins with the file, the document and the line. */
public class ManifestException extends GitOpsException {
    private static final long serialVersionUID = 1L;

    /**
     * @param origin the place of the problem
     * @param problem what is wrong there and what to do, without the place
     */
    public ManifestException(Origin origin, String problem) {
        super(origin + ": " + problem);
    }

    /**
     * @param file the file, for a problem of the file as a whole
     * @param problem what is wrong with it and what to do
     */
    public ManifestException(String file, String problem) {
        super(file + ": " + problem);
    }
}
