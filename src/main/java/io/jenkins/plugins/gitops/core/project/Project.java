package io.jenkins.plugins.gitops.core.project;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A {@code gitops.yaml}: the app, and how it is rendered and checked for each of its environments. */
public final class Project {
    /** The name under which the file is looked for. */
    public static final String FILE = "gitops.yaml";
    /** The name of the environment of a file that names none. */
    public static final String DEFAULT_ENVIRONMENT = "default";

    private final Located root;

    private Project(Located root) {
        this.root = root;
    }

    /**
     * Reads the file.
     *
     * @param text its content
     * @param file its name, for messages
     * @throws GitOpsException when it is not as {@code gitops.schema.json} says; each problem is a line with its place
     */
    public static Project read(String text, String file) {
        return new Project(Located.read(text, file, Located.PROJECT));
    }

    /**
     * Reads a file that holds what {@code checks} of a {@code gitops.yaml} may hold.
     *
     * @throws GitOpsException as {@link #read} does
     */
    public static PolicySettings readChecks(String text, String file) {
        return readChecks(text, file, PolicySettings.STANDARD);
    }

    /**
     * Reads the same.
     *
     * @param base what holds where the text says nothing
     * @throws GitOpsException as {@link #read} does
     */
    public static PolicySettings readChecks(String text, String file, PolicySettings base) {
        return ChecksReader.read(Located.read(text, file, Located.CHECKS), base);
    }

    /** @return the app */
    public String app() {
        return root.at("app").text();
    }

    /** @return the environments' names in the order of the file */
    public List<String> environments() {
        List<String> names = new ArrayList<>();
        root.at("environments").json().fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? List.of(DEFAULT_ENVIRONMENT) : names;
    }

    /**
     * Finds the environment that something is built for: the only one there is, or the first with a fitting pattern.
     *
     * @throws GitOpsException when none fits
     */
    public String environmentOf(GitRef ref) {
        List<String> names = environments();
        if (names.size() == 1) {
            return names.get(0);
        }
        return names.stream()
                .filter(name -> isFor(root.at("environments").at(name), ref))
                .findFirst()
                .orElseThrow(() -> root.at("environments")
                        .wrong("has none for " + ref + "; name one of " + String.join(", ", names)));
    }

    private static boolean isFor(Located environment, GitRef ref) {
        Stream<String> names = ref.branch().isEmpty() ? ref.tags().stream() : Stream.of(ref.branch());
        List<String> patterns =
                environment.at(ref.branch().isEmpty() ? "tags" : "branches").texts();
        return names.anyMatch(name -> patterns.stream().anyMatch(pattern -> RefPattern.matches(pattern, name)));
    }

    /**
     * @param name an environment
     * @return all that the file says about it
     * @throws GitOpsException when there is none of this name, or what is said does not go together
     */
    public EnvironmentSettings environment(String name) {
        Located environments = root.at("environments");
        boolean onlyDefault = !environments.isThere() && name.equals(DEFAULT_ENVIRONMENT);
        if (!environments.json().has(name) && !onlyDefault) {
            throw environments.wrong("has no \"" + name + "\"; " + Suggestion.of(name, environments()));
        }
        return SettingsReader.read(root, environments.at(name), name);
    }
}
