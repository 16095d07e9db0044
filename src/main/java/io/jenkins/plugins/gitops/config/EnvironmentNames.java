package io.jenkins.plugins.gitops.config;

import io.jenkins.plugins.gitops.forms.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of the environments of one place: each once, and fit for clusters. */
final class EnvironmentNames {
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
            if (!Labels.isLabel(name)) {
                throw new IllegalArgumentException(Messages.EnvironmentNames_invalid(name));
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException(Messages.EnvironmentNames_twice(name));
            }
        }
        return checked;
    }
}
