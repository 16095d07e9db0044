package io.jenkins.plugins.gitops.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.policy.Rules;
import io.jenkins.plugins.gitops.core.render.Changes;
import io.jenkins.plugins.gitops.core.render.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case is a directory with a {@code gitops.yaml}; {@code expected.txt} says what its environments are, or what is
 * wrong.
 */
class ProjectCasesTest {
    private static final Path CASES =
            Path.of("src", "test", "resources", "io", "jenkins", "plugins", "gitops", "core", "project");

    static List<String> cases() throws IOException {
        try (Stream<Path> entries = Files.list(CASES)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldReadOrRefuse(String name) throws IOException {
        String told = tell(text(name));

        assertThat(told).isEqualTo(Files.readString(CASES.resolve(name).resolve("expected.txt")));
        assertThat(told.startsWith("gitops.yaml")).isEqualTo(name.startsWith("error-"));
    }

    /** Editors use the schema with validators of others: they must see what we see. */
    @ParameterizedTest
    @MethodSource("cases")
    void shouldAgreeWithAValidatorOfOthers(String name) throws IOException {
        if (name.equals("error-yaml")) {
            return; // no tree at all
        }
        String tree = ManifestReader.readDocument(text(name), "gitops.yaml").toString();

        boolean ours = SchemaCheck.problems(Json.parse(tree), schema(), Located.PROJECT)
                .isEmpty();
        boolean theirs = theirs().validate(tree, InputFormat.JSON).isEmpty();

        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void shouldKnowEveryRule() throws IOException {
        List<String> ids = Json.elements(schema(), "$defs", "ruleOrAll", "enum")
                .map(id -> id.textValue())
                .toList();

        assertThat(ids)
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of("*"), Rules.all().stream().map(rule -> rule.id()))
                                .toList());
    }

    private static String tell(String text) {
        try {
            Project project = Project.read(text, "gitops.yaml");
            return project.environments().stream()
                    .map(project::environment)
                    .map(ProjectCasesTest::lines)
                    .collect(Collectors.joining());
        } catch (GitOpsException e) {
            return e.getMessage() + "\n";
        }
    }

    private static String lines(EnvironmentSettings settings) {
        return settings.environment() + "\n"
                + "  app " + settings.app() + ", namespace \"" + settings.namespace() + "\", Kubernetes \""
                + settings.kubeVersion() + "\", context \"" + settings.context() + "\"\n"
                + "  " + source(settings.sourceWithValues()) + "\n"
                + settings.changes().images().stream()
                        .map(image -> "  " + image.name() + " → " + image.replacement() + "\n")
                        .collect(Collectors.joining())
                + changes(settings)
                + "  rules "
                + settings.checks().severities().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue().word())
                        .sorted()
                        .toList()
                + ", annotations " + settings.checks().annotations() + "\n"
                + "  " + settings.checks().silences() + "\n"
                + "  " + settings.checks().limits() + "\n";
    }

    private static String changes(EnvironmentSettings settings) {
        Changes changes = settings.changes();
        return line("variables", changes.substitute() ? new TreeMap<>(changes.variables()).toString() : "")
                + changes.patches().stream()
                        .map(patch -> line("patch", patch.objects() + " " + patch.change() + ", " + patch.place()))
                        .collect(Collectors.joining())
                + line("image fields", list(changes.imageFields()))
                + line("pinned", changes.pinImages() ? "yes" : "")
                + line("to namespace", changes.namespace())
                + line("labels", map(changes.labels()))
                + line("annotations", map(changes.annotations()))
                + line("commit in", settings.commitAnnotation())
                + line("twice", String.valueOf(settings.determinism()).replace("null", ""))
                + line("APIs", list(settings.apiVersions()));
    }

    private static String line(String what, String text) {
        return text.isEmpty() ? "" : "  " + what + " " + text + "\n";
    }

    private static String list(List<String> texts) {
        return texts.isEmpty() ? "" : texts.toString();
    }

    private static String map(Map<String, String> texts) {
        return texts.isEmpty() ? "" : new TreeMap<>(texts).toString();
    }

    private static String source(Source source) {
        String text = source.type() + " " + source.path();
        if (source instanceof Source.Manifests manifests && !manifests.equals(new Source.Manifests(source.path()))) {
            return text + (manifests.recursive() ? "" : " flat") + " +" + manifests.include() + " -"
                    + manifests.exclude();
        }
        if (source instanceof Source.Kustomize kustomization && kustomization.remote()) {
            return text + " with remote bases";
        }
        return source instanceof Source.Helm helm
                ? text + ", release \"" + helm.release() + "\", values "
                        + helm.values().files() + ", set "
                        + new TreeMap<>(helm.values().set()) + ", " + helm.origin()
                        + (helm.values().inline().isEmpty()
                                ? ""
                                : ", inline " + helm.values().inline())
                        + list(", text ", helm.values().setString())
                        + list(", content ", helm.values().setFile())
                : text;
    }

    private static String list(String what, Map<String, String> texts) {
        return texts.isEmpty() ? "" : what + new TreeMap<>(texts);
    }

    private static String text(String name) throws IOException {
        return Files.readString(CASES.resolve(name).resolve("gitops.yaml"));
    }

    private static Schema theirs() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema());
    }

    private static JsonNode schema() throws IOException {
        try (InputStream stream = Project.class.getResourceAsStream("gitops.schema.json")) {
            return Json.MAPPER.readTree(stream);
        }
    }
}
