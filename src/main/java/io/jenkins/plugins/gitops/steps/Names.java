package io.jenkins.plugins.gitops.steps;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Names of apps and environments. They become names of files and of objects in the cluster. */
final class Names {
    private static final int LONGEST = 63;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private Names() {}

    private static void require(String what, String name) {
        if (!valid(name)) {
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

    static FormValidation check(String value, boolean mandatory) {
        String name = Util.fixEmptyAndTrim(value);
        if (name == null) {
            return mandatory ? FormValidation.error(Messages.Names_missing()) : FormValidation.ok();
        }
        return valid(name) ? FormValidation.ok() : FormValidation.error(Messages.Names_rule());
    }

    /** @return the value as text, or null */
    static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static boolean valid(String name) {
        return name.length() <= LONGEST && LABEL.matcher(name).matches();
    }
}
