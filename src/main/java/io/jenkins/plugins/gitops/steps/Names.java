package io.jenkins.plugins.gitops.steps;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.forms.Labels;
import java.util.function.UnaryOperator;

/** Names of apps and environments. They become names of files and of objects in the cluster. */
final class Names {
    private Names() {}

    private static void require(String what, String name) {
        if (!Labels.isLabel(name)) {
            throw new GitOpsException(Messages.Names_invalid(what, name));
        }
    }

    /**
     * @return the name with its variables filled in
     * @throws GitOpsException when it is not set, or no DNS label
     */
    static String required(String what, String name, UnaryOperator<String> expand) {
        if (name == null) {
            throw new GitOpsException(Messages.Names_required(what));
        }
        String expanded = expand.apply(name);
        require(what, expanded);
        return expanded;
    }

    /** @return the value as text, or null */
    static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
