package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Secret values through every command and every form of output, on a real API server: none comes out anywhere. */
class LeaksITest {
    @RegisterExtension
    static final ControlPlane cluster = ControlPlane.shared();

    private static final Path CASES = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/flow/leaks");
    private static final List<String> PREFIXES =
            List.of("data", "text", "list", "copy", "maps", "envs", "live", "oops", "dock");

    private final Map<String, String> told = new TreeMap<>();

    @TempDir
    private Path records;

    @Test
    void shouldComeOutNowhere() throws IOException {
        String namespace = cluster.namespace();
        List<String> target = List.of("--app", "shop", "-n", namespace, "--kubeconfig", kubeconfig());
        List<String> rules =
                List.of("--ignore-rules", CASES.resolve("rules.yaml").toString());
        // Client-side apply leaves a copy of the whole Secret in an annotation.
        cluster.kubectl(
                "apply", "-n", namespace, "-f", CASES.resolve("first.yaml").toString());

        for (String file : List.of("first.yaml", "second.yaml", "refused.yaml")) {
            List<String> source = List.of("--path", CASES.resolve(file).toString());
            for (List<String> form : List.of(
                    List.of("--color", "always"), List.of("--unified"), List.of("-o", "json"), List.of("-o", "yaml"))) {
                told(file + " diff " + form, "diff", List.of(source, target, rules, form));
            }
            told(file + " plan", "deploy", List.of(source, target, rules, records(), List.of("--dry-run")));
            told(file + " deploy", "deploy", List.of(source, target, rules, records(), List.of("--force-conflicts")));
            cluster.kubectl(
                    "patch",
                    "secret",
                    "login",
                    "-n",
                    namespace,
                    "--type=merge",
                    "--field-manager=somebody",
                    "-p",
                    "{\"stringData\":{\"own\":\"live-q7x-canary\",\"text\":\"live-w9z-canary\"}}");
            told(file + " verify", "verify", List.of(target, rules, records(), List.of("--timeout", "60")));
            told(
                    file + " verify json",
                    "verify",
                    List.of(target, rules, records(), List.of("--timeout", "60", "-o", "json")));
        }
        told("rollback", "rollback", List.of(target, rules, records(), List.of("--dry-run", "--to", first(target))));
        told("history", "history", List.of(target));
        told("compare", "compare", List.of(target, rules, List.of(first(target).substring(0, 24))));
        told("compare json", "compare", List.of(target, rules, List.of(first(target), "-o", "json")));
        told("correct", "verify", List.of(target, rules, records(), List.of("--timeout", "60", "--correct")));
        told("show", "show", List.of(List.of("--app", "shop"), records()));
        told("show json", "show", List.of(List.of("--app", "shop", "-o", "json"), records()));
        for (String format : List.of("json", "csv")) {
            told("audit " + format, "audit", List.of(List.of("export", "--format", format), records()));
        }
        for (String format : List.of("html", "markdown", "json")) {
            told(
                    "report " + format,
                    "report",
                    List.of(
                            List.of("--app", "shop", "--format", format),
                            records(),
                            List.of("--out", records.resolve("report." + format).toString())));
        }
        files().forEach(file -> told.put(file.toString(), read(file)));
        told.put("ConfigMap", cluster.kubectl("get", "configmap", "gitops-shop", "-n", namespace, "-o", "yaml"));
        told.put("Lease", cluster.kubectl("get", "lease", "-n", namespace, "-o", "yaml"));

        assertThat(told.get("second.yaml diff [-o, json]")).contains("(hidden #");
        assertThat(told.get("first.yaml deploy")).contains("applied");
        assertThat(told.get("compare")).contains("(hidden #");
        assertThat(told.get("correct")).contains("No drift");
        assertThat(told.get("show")).contains("correction");
        assertThat(told.get("audit csv")).contains(",correct,applied,");
        assertThat(told.get("refused.yaml deploy"))
                .contains("3 objects are refused", "Secret/login", "no base64", "Secret/typed", "ConfigMap/settings");
        assertThat(files()).hasSizeGreaterThan(5);
        assertThat(leaks(told)).isEmpty();
        assertThat(leaks(Map.of("plain", "it is t-q7x-canar", "packed", base64("maps-w9z-canary"))))
                .as("a leak is found")
                .hasSize(2);
    }

    /** What holds nine characters of any value, in plain or in base64. */
    private static List<String> leaks(Map<String, String> texts) {
        List<String> parts = new ArrayList<>();
        for (String prefix : PREFIXES) {
            for (String value : List.of(prefix + "-q7x-canary", prefix + "-w9z-canary")) {
                for (String form : List.of(value, base64(value))) {
                    for (int i = 0; i + 9 <= form.length(); i++) {
                        parts.add(form.substring(i, i + 9));
                    }
                }
            }
        }
        return texts.entrySet().stream()
                .filter(text -> parts.stream().anyMatch(text.getValue()::contains))
                .map(text -> text.getKey() + ": " + text.getValue())
                .toList();
    }

    private void told(String what, String command, List<List<String>> arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        arguments.forEach(all::addAll);
        Gitops.Result result = Gitops.run(all.toArray(String[]::new));
        told.put(what, result.output() + result.error());
    }

    private List<String> records() {
        return List.of("--records", records.toString());
    }

    /** The id of the first deployment. */
    private static String first(List<String> target) {
        List<String> all = new ArrayList<>(List.of("history"));
        all.addAll(target);
        String[] lines = Gitops.run(all.toArray(String[]::new)).output().strip().split("\\R");
        return lines[lines.length - 1].split(" ")[0];
    }

    private static String kubeconfig() {
        return cluster.kubeconfig().toString();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(records)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
