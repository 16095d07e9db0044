package io.jenkins.plugins.gitops.bench;

import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import io.jenkins.plugins.gitops.core.render.Determinism;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.render.RenderRequest;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import io.jenkins.plugins.gitops.core.render.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The program behind {@code bin/bench render}: rendering beside the bare tools. Needs no control plane. */
public final class RenderMain {
    private static final int WARM_UP_RUNS = 3;
    private static final String LINE_OF_TEXT = "%-28s %-40s %9s %22s%n";
    private static final String LINE_OF_MARKDOWN = "| %-26s | %-38s | %7s | %20s |%n";
    private static final Map<String, String> SMALL_HEAP = Map.of("JAVA_TOOL_OPTIONS", "-Xmx512m");
    private static final int OUTPUT_LIMIT = 256 * 1024 * 1024;

    private final ProcessRunner runner = new ProcessRunner();
    private final Path work;
    private final int runs;
    private final String line;

    private RenderMain(Path work, int runs, boolean markdown) {
        this.work = work;
        this.runs = runs;
        line = markdown ? LINE_OF_MARKDOWN : LINE_OF_TEXT;
    }

    private record Job(String name, Source source, List<String> bare) {}

    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    /** Arguments: directory for files, number of plain objects, runs, markdown or text. */
    public static void main(String[] arguments) throws IOException {
        boolean markdown = arguments[3].equals("markdown");
        RenderMain bench = new RenderMain(Path.of(arguments[0]), Integer.parseInt(arguments[2]), markdown);
        Files.createDirectories(bench.work);
        bench.row("job", "who", "ms", "times the bare tool");
        if (markdown) {
            System.out.println("|---|---|--:|--:|");
        }
        int objects = Integer.parseInt(arguments[1]);
        bench.measure(bench.plain(objects));
        bench.measure(bench.chart());
        bench.measure(bench.kustomization());
    }

    private Job plain(int objects) throws IOException {
        Path directory = Files.createDirectories(work.resolve("plain"));
        Path file = Workload.write(directory, objects, 0, "first").file();
        return new Job(
                String.format(Locale.ROOT, "%,d plain objects", objects),
                new Source.Manifests("plain"),
                List.of("kubectl", "patch", "--local", "--type=merge", "-p={}", "-o=yaml", "-f=" + file));
    }

    private Job chart() throws IOException {
        copy(Path.of("examples/webapp-helm"), work.resolve("chart"));
        return new Job(
                "the example's chart",
                new Source.Helm("chart", "web", List.of(), Map.of()),
                List.of("helm", "template", "web", "./chart", "--include-crds"));
    }

    private Job kustomization() throws IOException {
        copy(Path.of("examples/webapp-kustomize"), work.resolve("kustomize"));
        return new Job(
                "the example's kustomization",
                new Source.Kustomize("kustomize/overlays/prod"),
                List.of("kustomize", "build", "./kustomize/overlays/prod"));
    }

    private void measure(Job job) throws IOException {
        double bare = median(() -> run(job.bare()));
        for (int i = 0; i < WARM_UP_RUNS; i++) {
            engine(job, Determinism.WARN);
        }
        print(job, "gitops, engine", median(() -> engine(job, Determinism.WARN)), bare);
        if (job.source() instanceof Source.Helm) {
            print(job, "gitops, engine, rendering once", median(() -> engine(job, Determinism.IGNORE)), bare);
        }
        print(job, "gitops, whole process", median(() -> run(command(job))), bare);
        print(job, String.join(" ", job.bare().subList(0, 2)), bare, bare);
    }

    private void engine(Job job, Determinism determinism) throws IOException {
        RenderResult result =
                new Renderer(runner).render(new RenderRequest(work, job.source(), "web", "shop").with(determinism));
        Files.writeString(work.resolve("out.yaml"), ManifestWriter.yaml(result.manifests()));
    }

    private static List<String> command(Job job) {
        return List.of(
                Path.of("bin/gitops").toAbsolutePath().toString(),
                "render",
                "--app=web",
                "--path=" + job.source().path());
    }

    private void run(List<String> command) {
        Result result = runner.run(new Command(command, work, Duration.ofMinutes(5), OUTPUT_LIMIT, SMALL_HEAP));
        if (result.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + result.error());
        }
    }

    private double median(Attempt attempt) throws IOException {
        double[] times = new double[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            attempt.run();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[runs / 2];
    }

    private void print(Job job, String who, double millis, double bare) {
        row(
                job.name(),
                who,
                String.format(Locale.ROOT, "%,.0f", millis),
                String.format(Locale.ROOT, "%.2f", millis / bare));
    }

    private void row(String... cells) {
        System.out.printf(line, (Object[]) cells);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(files::add);
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
        }
    }
}
