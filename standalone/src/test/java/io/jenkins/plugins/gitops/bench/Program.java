package io.jenkins.plugins.gitops.bench;

import io.jenkins.plugins.gitops.controlplane.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a person types: a whole process, from its start to its end, that reads the YAML file itself. */
final class Program implements Contender {
    static final String KUBECTL = "kubectl";

    private static final String FILE = "FILE";
    private static final String NAMESPACE = "NAMESPACE";

    private final String name;
    private final String id;
    private final List<String> plan;
    private final int changes;
    private final List<String> deploy;

    /** @param changes the exit code with which {@code plan} says that something would change */
    private Program(String name, String id, List<String> plan, int changes, List<String> deploy) {
        this.name = name;
        this.id = id;
        this.plan = plan;
        this.changes = changes;
        this.deploy = deploy;
    }

    /** {@code bin/gitops}. */
    static Program gitops(Path kubeconfig, Path records) {
        List<String> where = List.of(
                "--app",
                "bench",
                "--environment",
                "bench",
                "-n",
                NAMESPACE,
                "--manifests",
                FILE,
                "--kubeconfig",
                kubeconfig.toString());
        return new Program(
                "gitops, whole process",
                "process",
                join(List.of("bin/gitops", "diff", "--detailed-exitcode"), where),
                2,
                join(List.of("bin/gitops", "deploy", "--records", records.toString()), where));
    }

    /** {@code kubectl}, with its cache of discovery where it is kept from run to run, as on a person's machine. */
    static Program kubectl(Path kubeconfig, Path cache, int concurrency) {
        List<String> where = List.of(
                "--server-side",
                "-n",
                NAMESPACE,
                "-f",
                FILE,
                "--kubeconfig",
                kubeconfig.toString(),
                "--cache-dir",
                cache.toString());
        return new Program(
                concurrency == 1 ? KUBECTL : KUBECTL + ", --concurrency=" + concurrency,
                "kubectl",
                join(List.of(KUBECTL, "diff", "--concurrency=" + concurrency), where),
                1,
                join(List.of(KUBECTL, "apply"), where));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Took plan(String namespace, Workload workload) {
        return run(plan, namespace, workload, workload.changed() > 0 ? changes : 0);
    }

    @Override
    public Took deploy(String namespace, Workload workload) {
        return run(deploy, namespace, workload, 0);
    }

    private static Took run(List<String> pattern, String namespace, Workload workload, int expected) {
        List<String> command = pattern.stream()
                .map(word -> word.equals(NAMESPACE)
                        ? namespace
                        : word.equals(FILE) ? workload.file().toString() : word)
                .toList();
        long start = System.nanoTime();
        Programs.Result result = Programs.run(command, Map.of());
        Took took = Took.since(start);
        if (result.exitCode() != expected) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + result.exitCode()
                    + ", expected " + expected + ":\n" + result.error());
        }
        return took;
    }

    private static List<String> join(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
