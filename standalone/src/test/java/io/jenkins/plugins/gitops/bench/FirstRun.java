package io.jenkins.plugins.gitops.bench;

import io.jenkins.plugins.gitops.controlplane.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The engine in a process that has just begun, which knows no class and has compiled nothing: the first build after a
 * restart of Jenkins. The start of the process itself is not counted.
 */
final class FirstRun implements Contender {
    static final String HEAP = "-Xmx512m";

    private final Path kubeconfig;
    private final Path records;

    FirstRun(Path kubeconfig, Path records) {
        this.kubeconfig = kubeconfig;
        this.records = records;
    }

    /** The process: runs the engine once and prints how long that took. */
    public static void main(String[] arguments) {
        Engine engine = new Engine(Path.of(arguments[0]), Path.of(arguments[1]));
        String namespace = arguments[3];
        Workload workload = Workload.read(Path.of(arguments[4]), Integer.parseInt(arguments[5]));
        Took took = arguments[2].equals("plan") ? engine.plan(namespace, workload) : engine.deploy(namespace, workload);
        System.out.println(took.all());
    }

    @Override
    public String name() {
        return "gitops, engine, first run of its process";
    }

    @Override
    public String id() {
        return "first";
    }

    @Override
    public Took plan(String namespace, Workload workload) {
        return run("plan", namespace, workload);
    }

    @Override
    public Took deploy(String namespace, Workload workload) {
        return run("deploy", namespace, workload);
    }

    private Took run(String verb, String namespace, Workload workload) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                FirstRun.class.getName(),
                kubeconfig.toString(),
                records.toString(),
                verb,
                namespace,
                workload.file().toString(),
                Integer.toString(workload.changed()));
        Programs.Result result = Programs.run(command, Map.of());
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.error());
        }
        return new Took(Double.parseDouble(result.output().strip()), 0);
    }
}
