package io.jenkins.plugins.gitops.config;

import hudson.Util;
import hudson.util.FormValidation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of environments and namespaces: labels as DNS has them, since names of objects in clusters are made of them. */
final class EnvironmentNames {
    private static final int LONGEST = 63;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private EnvironmentNames() {}

    /**
     * @param environments those of one place; null for none
     * @return them in a new list
     * @throws IllegalArgumentException when a name cannot be used, or two have the same; it is written for people
     */
    static ArrayList<GitOpsEnvironment> distinct(List<GitOpsEnvironment> environments) {
        ArrayList<GitOpsEnvironment> checked = new ArrayList<>(environments == null ? List.of() : environments);
        Set<String> names = new HashSet<>();
        for (GitOpsEnvironment environment : checked) {
            String name = environment.getName();
            if (!isLabel(name)) {
                throw new IllegalArgumentException(Messages.EnvironmentNames_invalid(name));
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException(Messages.EnvironmentNames_twice(name));
            }
        }
        return checked;
    }

    static FormValidation check(String value, boolean mandatory) {
        String name = Util.fixEmptyAndTrim(value);
        if (name == null) {
            return mandatory ? FormValidation.error(Messages.EnvironmentNames_missing()) : FormValidation.ok();
        }
        return isLabel(name) ? FormValidation.ok() : FormValidation.error(Messages.EnvironmentNames_rule());
    }

    private static boolean isLabel(String name) {
        return name.length() <= LONGEST && LABEL.matcher(name).matches();
    }
}
