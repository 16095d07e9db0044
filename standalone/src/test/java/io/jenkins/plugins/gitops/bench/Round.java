package io.jenkins.plugins.gitops.bench;

import io.jenkins.plugins.gitops.cluster.PersonalKubeconfig;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All jobs at one number of objects. The contenders take turns in every run, so that noise meets all of them. */
final class Round {
    /** How many objects a small change touches. */
    static final int CHANGED = 10;

    private static final ResourceType NAMESPACES =
            new ResourceType(new GroupVersionKind("", "v1", "Namespace"), "namespaces", false);

    private final Path kubeconfig;
    private final AuditLog log;
    private final Path directory;
    private final int objects;
    private final int runs;
    private final List<Row> rows = new ArrayList<>();
    private int deployed;

    Round(Path kubeconfig, AuditLog log, Path directory, int objects, int runs) {
        this.kubeconfig = kubeconfig;
        this.log = log;
        this.directory = directory;
        this.objects = objects;
        this.runs = runs;
    }

    /** Deploys to new namespaces; the last ones are those of the other jobs. */
    void cold(List<Contender> contenders) {
        Workload first = Workload.write(directory, objects, 0, "first");
        measure(
                "cold deploy",
                contenders,
                run -> {
                    deployed = run;
                    contenders.forEach(contender -> createNamespace(namespace(contender)));
                    return first;
                },
                Contender::deploy);
    }

    void planUnchanged(List<Contender> contenders) {
        Workload first = Workload.write(directory, objects, 0, "first");
        measure("plan, nothing changed", contenders, run -> first, Contender::plan);
    }

    void deployUnchanged(List<Contender> contenders) {
        Workload first = Workload.write(directory, objects, 0, "first");
        measure("deploy, nothing changed", contenders, run -> first, Contender::deploy);
    }

    void planChanged(List<Contender> contenders) {
        Workload second = Workload.write(directory, objects, CHANGED, "second");
        measure("plan, " + CHANGED + " changed", contenders, run -> second, Contender::plan);
    }

    void deployChanged(List<Contender> contenders) {
        measure(
                "deploy, " + CHANGED + " changed",
                contenders,
                run -> Workload.write(directory, objects, CHANGED, "run-" + run),
                Contender::deploy);
    }

    /** @return what was measured, in its order */
    List<Row> rows() {
        return rows;
    }

    private interface Input {
        Workload of(int run);
    }

    private void measure(String job, List<Contender> contenders, Input input, Job work) {
        Map<String, Row> measured = new LinkedHashMap<>();
        for (int run = 1; run <= runs; run++) {
            Workload workload = input.of(run);
            for (Contender contender : contenders) {
                log.calm();
                log.reset();
                Took took = work.run(contender, namespace(contender), workload);
                String requests = log.requests();
                System.err.printf(
                        "%d objects, %s, run %d: %s %.0f ms, %s%n",
                        objects, job, run, contender.name(), took.all(), requests);
                row(measured, job, contender.name()).add(took.all(), requests);
                if (took.applying() > 0) {
                    row(measured, job, contender.name() + ", without its plan").add(took.applying(), "");
                }
            }
        }
        rows.addAll(measured.values());
    }

    private static Row row(Map<String, Row> rows, String job, String who) {
        return rows.computeIfAbsent(who, name -> new Row(job, name));
    }

    private interface Job {
        Took run(Contender contender, String namespace, Workload workload);
    }

    private String namespace(Contender contender) {
        return "bench-" + objects + "-" + deployed + "-" + contender.id();
    }

    private void createNamespace(String name) {
        try (ClusterGateway cluster = PersonalKubeconfig.load(kubeconfig, null).open(Retry.DEFAULT)) {
            var namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
            namespace.putObject("metadata").put("name", name);
            cluster.create(NAMESPACES, namespace);
        }
    }
}
