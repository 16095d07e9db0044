package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rules there are. */
public final class Rules {
    /** About the commit, not about an object. */
    static final Rule SIGNATURE = new Rule(
            "commit-signature",
            Severity.ERROR,
            "The commit is signed by a trusted key, and nothing was changed after it.",
            "Whoever can push could otherwise deploy.",
            true);

    /** The rules about objects, in the order in which people meet them, and how each is looked at. */
    static final Map<Rule, Check> CHECKS = checks();

    private Rules() {}

    /** @return every rule */
    public static List<Rule> all() {
        return Stream.concat(CHECKS.keySet().stream(), Stream.of(SIGNATURE)).toList();
    }

    /** @throws GitOpsException when there is no rule of this id */
    static void require(String id) {
        if (all().stream().noneMatch(rule -> rule.id().equals(id))) {
            throw new GitOpsException("there is no rule \"" + id + "\"; there are "
                    + all().stream().map(Rule::id).collect(Collectors.joining(", ")));
        }
    }

    private static Map<Rule, Check> checks() {
        Map<Rule, Check> checks = new LinkedHashMap<>();
        sanity(checks);
        checks.put(
                error(
                        "removed-api",
                        "The target's version of Kubernetes still serves the object's API version.",
                        "The server refuses the object, or has never heard of it."),
                LifecycleChecks::removed);
        checks.put(
                warn(
                        "deprecated-api",
                        "The object's API version is not deprecated.",
                        "An upgrade of the cluster will make the deployment fail."),
                LifecycleChecks::deprecated);
        pods(checks);
        checks.put(
                warn(
                        "secret-in-git",
                        "No secret stands in clear text in a Git repository.",
                        "Everybody who can read the repository, or once could, knows it; base64 hides nothing."),
                new SecretCheck());
        limits(checks);
        return Collections.unmodifiableMap(checks);
    }

    private static void sanity(Map<Rule, Check> checks) {
        checks.put(
                error("type", "apiVersion and kind have the form that Kubernetes gives them.", "No server knows it."),
                NameChecks::type);
        checks.put(
                error("name", "Names and namespaces have the form that Kubernetes demands.", "The server refuses it."),
                NameChecks::names);
        checks.put(
                error(
                        "labels",
                        "Labels and annotations have the form that Kubernetes demands.",
                        "The server refuses it."),
                LabelCheck::look);
        checks.put(
                error(
                        "selector",
                        "The selector of a workload matches the labels of its Pod template.",
                        "The server refuses it, or the workload never sees its own Pods."),
                SelectorChecks::workload);
        checks.put(
                warn(
                        "service-selector",
                        "A Service selects the Pods of some workload in the same set.",
                        "It has no endpoints, and every request to it fails."),
                SelectorChecks::service);
        checks.put(
                error(
                        "duplicate-object",
                        "Every object is declared once.",
                        "Which of the two is deployed would be chance, and each run could change it back."),
                new DuplicateCheck());
        checks.put(
                error(
                        "duplicate-list-key",
                        "The entries of a list that Kubernetes merges by key have different keys.",
                        "Server-side apply refuses it, or one entry silently loses."),
                new ListKeyCheck());
    }

    private static void pods(Map<Rule, Check> checks) {
        checks.put(
                warn(
                        "image-tag",
                        "Every image has a tag other than latest, or a digest.",
                        "What runs depends on when a node pulled it, and going back is not possible."),
                ImageChecks::tag);
        checks.put(
                warn("privileged", "No container runs privileged.", "It can do on the node whatever root can."),
                PodChecks::privileged);
        checks.put(
                warn(
                        "host-path",
                        "No volume is a directory of the node.",
                        "The Pod can read or change the node, and finds other content on every other node."),
                PodChecks::hostPath);
        checks.put(
                warn(
                        "host-network",
                        "No Pod shares network, processes or IPC with its node.",
                        "It sees the traffic or the processes of others, and network policies do not hold it."),
                PodChecks::hostNetwork);
        checks.put(
                warn(
                        "resources",
                        "Every container asks for CPU and memory, and has a memory limit.",
                        "The scheduler cannot plan with it, and one leak takes the node's memory from everybody."),
                PodChecks::resources);
        checks.put(
                warn(
                        "probes",
                        "A container in each Pod of a long-running workload has a readiness probe.",
                        "Traffic arrives before it can answer, and a broken version counts as healthy."),
                PodChecks::probes);
    }

    private static void limits(Map<Rule, Check> checks) {
        checks.put(
                limit(
                        "kind-allowed",
                        "The object's kind is allowed here.",
                        "Others have limited what may be deployed."),
                LimitChecks::kind);
        checks.put(
                limit(
                        "namespace-allowed",
                        "The object's namespace is allowed here.",
                        "Others have limited what may be deployed where."),
                LimitChecks::namespace);
        checks.put(
                limit(
                        "image-allowed",
                        "Every image is allowed here.",
                        "Others have limited where images may come from."),
                ImageChecks::allowed);
    }

    private static Rule error(String id, String summary, String why) {
        return new Rule(id, Severity.ERROR, summary, why, false);
    }

    private static Rule warn(String id, String summary, String why) {
        return new Rule(id, Severity.WARN, summary, why, false);
    }

    private static Rule limit(String id, String summary, String why) {
        return new Rule(id, Severity.ERROR, summary, why, true);
    }
}
