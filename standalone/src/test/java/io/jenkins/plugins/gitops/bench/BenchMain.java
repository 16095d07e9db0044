package io.jenkins.plugins.gitops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program behind {@code bin/bench}: measures against a control plane that nobody else uses. */
public final class BenchMain {
    private static final int CONCURRENCY = 16;
    /** Up to here a run takes a minute, not ten. */
    private static final int MANY_RUNS = 1000;

    private static final int WARM_UP_OBJECTS = 150;
    private static final int WARM_UP_RUNS = 5;

    private final Path kubeconfig;
    private final Path work;
    private final AuditLog log;
    private final Table table;
    private final Engine engine;
    private final FirstRun first;
    private final Program process;
    private final Program kubectl;
    private final Program concurrentKubectl;
    private final Floor floor;
    private final int chosenRuns;

    private BenchMain(Path kubeconfig, Path work, boolean markdown, int runs) {
        this.kubeconfig = kubeconfig;
        this.work = work;
        Path records = work.resolve("records");
        log = new AuditLog(kubeconfig.resolveSibling("audit.log"));
        table = new Table(markdown);
        engine = new Engine(kubeconfig, records);
        first = new FirstRun(kubeconfig, records);
        process = Program.gitops(kubeconfig, records);
        kubectl = Program.kubectl(kubeconfig, work.resolve("kubectl"), 1);
        concurrentKubectl = Program.kubectl(kubeconfig, work.resolve("kubectl"), CONCURRENCY);
        floor = new Floor(kubeconfig);
        chosenRuns = runs;
    }

    /** Arguments: kubeconfig, directory for files, sizes, the size for memory or 0, markdown or text, runs or 0. */
    public static void main(String[] arguments) throws IOException {
        BenchMain bench = new BenchMain(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                arguments[4].equals("markdown"),
                Integer.parseInt(arguments[5]));
        Files.createDirectories(bench.work);
        bench.warmUp();
        for (String size : arguments[2].split(",")) {
            bench.compare(Integer.parseInt(size));
        }
        int large = Integer.parseInt(arguments[3]);
        if (large > 0) {
            bench.grow(large);
        }
    }

    /** Two rounds that count for nothing: what is measured as warm has been compiled, archives and caches are there. */
    private void warmUp() {
        Round round = new Round(kubeconfig, log, work, WARM_UP_OBJECTS, 1);
        round.cold(List.of(engine, process, kubectl, floor));

        for (int i = 0; i < WARM_UP_RUNS; i++) {
            round.planUnchanged(List.of(engine, floor));
        }
    }

    private void compare(int objects) {
        int runs = chosenRuns > 0 ? chosenRuns : objects <= MANY_RUNS ? 3 : 1;
        Round round = new Round(kubeconfig, log, work, objects, runs);
        round.cold(List.of(engine, first, process, kubectl, floor));
        round.planUnchanged(List.of(engine, first, process, kubectl, concurrentKubectl, floor));
        round.deployUnchanged(List.of(engine, process, kubectl, floor));
        round.planChanged(List.of(engine, process, kubectl, concurrentKubectl, floor));
        round.deployChanged(List.of(engine, process, kubectl, floor));
        print(objects, runs, round);
    }

    /** More objects than anybody would wait for with kubectl, in a small heap. */
    private void grow(int objects) {
        Round round = new Round(kubeconfig, log, work, objects, 1);
        round.cold(List.of(engine, first, floor));
        round.planUnchanged(List.of(engine, first, floor));
        round.planChanged(List.of(engine, first, floor));
        print(objects, 1, round);
    }

    private void print(int objects, int runs, Round round) {
        System.out.printf("%n%,d objects, %s:%n%n", objects, runs == 1 ? "1 run" : "medians of " + runs + " runs");
        table.lines(round.rows()).forEach(System.out::println);
    }
}
