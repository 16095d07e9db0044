package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.regex.Pattern;

/**
 * Where an app is deployed to.
 *
 * @param app the app, a DNS label of at most 40 characters: names of objects in the cluster are made of it
 * @param environment the environment's name, for people, records and the inventory
 * @param namespace the environment's namespace
 */
public record Target(String app, String environment, String namespace) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final int LONGEST_APP = 40;

    public Target {
        if (!LABEL.matcher(app).matches() || app.length() > LONGEST_APP) {
            throw new GitOpsException("\"" + app + "\" cannot be an app's name: use lower-case letters, digits and"
                    + " hyphens, at most " + LONGEST_APP + " characters");
        }
        if (environment.isBlank() || environment.length() > 63 || environment.matches(".*\\p{Cntrl}.*")) {
            throw new GitOpsException(
                    "\"" + environment + "\" cannot be an environment's name: use 1 to 63 printable characters");
        }
        if (!LABEL.matcher(namespace).matches() || namespace.length() > 63) {
            throw new GitOpsException("\"" + namespace + "\" cannot be a namespace's name");
        }
    }

    @Override
    public String toString() {
        return app + " in " + environment + " (namespace " + namespace + ")";
    }
}
