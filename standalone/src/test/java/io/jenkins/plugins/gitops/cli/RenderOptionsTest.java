package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said on the command line arrives in what is rendered. */
class RenderOptionsTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: ${REPLICAS:-1}
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers: [{name: a, image: "web:1"}, {name: b, image: "other:1"}]
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("web.yaml"), DEPLOYMENT);
        Files.createDirectory(directory.resolve("more"));
        Files.writeString(
                directory.resolve("more/thing.yaml"),
                "apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: t, namespace: old}\nspec: {image: web}\n");
        Files.writeString(directory.resolve("README.md"), "no manifest\n");
    }

    @Test
    void shouldChangeWhatIsAskedFor() throws IOException {
        Path patches = Files.writeString(
                directory.resolve(".patches.yaml"),
                "- objects: Deployment.apps/web\n  patch: [{op: add, path: /spec/paused, value: true}]\n");

        Gitops.Result result = render(
                "--image=web=:17",
                "--image-field=Thing.example.org:/spec/image",
                "--set-namespace=shop",
                "--label=team=shop",
                "--annotation=example.org/note=a=b",
                "--variable=REPLICAS=3",
                "--patch=Deployment.apps/web:{spec: {minReadySeconds: 5}}",
                "--patches=" + patches);

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).isEqualTo("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata:
                          name: web
                          namespace: shop
                          labels:
                            team: shop
                          annotations:
                            example.org/note: a=b
                        spec:
                          replicas: 3
                          selector:
                            matchLabels:
                              app: web
                          template:
                            metadata:
                              labels:
                                app: web
                            spec:
                              containers:
                              - name: a
                                image: web:17
                              - name: b
                                image: other:1
                          paused: true
                          minReadySeconds: 5
                        ---
                        apiVersion: example.org/v1
                        kind: Thing
                        metadata:
                          name: t
                          namespace: shop
                          labels:
                            team: shop
                          annotations:
                            example.org/note: a=b
                        spec:
                          image: web:17
                        """);
    }

    @Test
    void shouldChangeManifestsThatWereRenderedBefore() {
        Gitops.Result result = Gitops.run(
                "render",
                "--manifests=" + directory.resolve("web.yaml"),
                "--substitute",
                "--label=team=shop",
                "--image=other=@sha256:00ff");

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output())
                .contains("replicas: 1\n", "team: shop\n", "image: web:1\n", "image: other@sha256:00ff\n");
    }

    @Test
    void shouldReadTheFilesThatAreChosen() {
        assertThat(render("--no-recursion").output()).contains("name: web").doesNotContain("name: t\n");
        assertThat(render("--include=t*.yaml").output()).contains("name: t\n").doesNotContain("name: web");
        assertThat(render("--exclude=more").output()).contains("name: web").doesNotContain("name: t\n");
        assertThat(render().error())
                .contains("left out: README.md: not .yaml, .yml or .json")
                .contains("2 objects");
    }

    @Test
    void shouldWriteAChart() throws IOException {
        Path chart = directory.resolve("chart");
        List<String> options = List.of("--output=chart", "--app=shop", "--output-version=1.2.3", "--out=" + chart);

        Gitops.Result result = render(options.toArray(String[]::new));

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).isEmpty();
        assertThat(Files.readString(chart.resolve("Chart.yaml"))).contains("name: shop\n", "version: \"1.2.3\"\n");
        assertThat(chart.resolve("templates")).isDirectoryContaining("glob:**/deployment-web.yaml");
        assertThat(render(options.toArray(String[]::new)).error()).contains("chart is there already");
        assertThat(render("--output=chart").error())
                .contains("--output chart needs a directory, --out, and a name, --app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--image=none=:1 | no image has the name none that is to be replaced; there are other:1, web:1",
                "--image=web=@1 | image override: '@1' is no image reference",
                "--image-field=Thing | must be Kind.group:FIELD",
                "--patch=Deployment.apps/none:{} | there is no object Deployment.apps/none to patch",
                "--patch=Deployment.apps/web | write it as Kind.group/name:PATCH",
                "--patches=/no/such/file | cannot read the patches in /no/such/file",
                "--variable=NO_SUCH_VARIABLE_HERE | the environment has none; write NO_SUCH_VARIABLE_HERE=VALUE",
                "--label=a b=c | label 'a b' is no name that Kubernetes takes",
                "--annotate-commit | the source is in no Git repository",
                "--include=[ | '[' is no pattern of file names",
                "--chart-version=1.0.0 | version and digest are for a chart from a repository or registry",
                "--deterministic=maybe | Invalid value for option '--deterministic'",
                "--output=xml | use yaml, json or chart"
            })
    void shouldSayWhatIsWrong(String option, String message) {
        Gitops.Result result = render(option, "--app=web");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).contains(message);
    }

    @Test
    void shouldRefuseWhatBelongsToAnotherSource() {
        String manifests = "--manifests=" + directory.resolve("web.yaml");

        assertThat(Gitops.run("render", manifests, "--set=a=b").error()).contains("--manifests are rendered already");
        assertThat(Gitops.run("render", manifests, "--include=*.yaml").error())
                .contains("--manifests are rendered already");
        assertThat(render("--set=a=b", "--include=*.yaml").error()).contains("cannot be all that the options are for");
        assertThat(Gitops.run("render", "--chart=oci://registry.example/a", "--app=a")
                        .error())
                .contains("the chart oci://registry.example/a needs an exact version or a digest");
        assertThat(Gitops.run("render", "--chart=oci://registry.example/a", "--include=*")
                        .error())
                .contains("cannot be all that the options are for");
    }

    private Gitops.Result render(String... options) {
        List<String> line = new ArrayList<>(List.of("render", "--path=" + directory));
        line.addAll(List.of(options));
        return Gitops.run(line.toArray(String[]::new));
    }
}
