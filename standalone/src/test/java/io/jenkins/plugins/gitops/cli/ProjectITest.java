package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository with a {@code gitops.yaml}, read from its work tree, at a revision, and bare. */
class ProjectITest {
    private static final String PROJECT = """
            version: 1
            app: shop
            source: {manifests: deploy}
            images: {web: "registry.example/web:1"}
            environments:
              staging: {branches: [main], namespace: shop-staging}
              prod: {tags: ["v*"], namespace: shop, images: {web: "registry.example/web:2"}}
            """;

    @TempDir
    private Path temporary;

    private Path work;
    private Path config;

    @BeforeEach
    void createRepository() throws IOException {
        work = Files.createDirectory(temporary.resolve("work"));
        config = write("gitops.yaml", PROJECT);
        write("deploy/web.yaml", pod("web"));
        git("init", "--quiet", "--initial-branch=main");
        git("add", "--all");
        git("commit", "--quiet", "--message", "First");
    }

    @Test
    void shouldNeedNothingButTheEnvironment() {
        Gitops.Result prod = Gitops.run("render", "--config", config.toString(), "--environment", "prod");

        assertThat(prod.exitCode()).as(prod.error()).isZero();
        assertThat(prod.output()).contains("image: registry.example/web:2").contains("app: web");
        assertThat(prod.error()).contains("1 objects at").contains("\"First\"");
    }

    @Test
    void shouldTakeTheEnvironmentOfTheBranchOrTag() {
        assertThat(Gitops.run("render", "--config", config.toString()).output()).contains("registry.example/web:1");
        git("tag", "v1");
        git("checkout", "--quiet", "v1");
        assertThat(Gitops.run("render", "--config", config.toString()).output()).contains("registry.example/web:2");
    }

    @Test
    void shouldLetEveryOptionGoFirst() throws IOException {
        write("other/web.yaml", pod("other"));

        Gitops.Result result = Gitops.run(
                "render",
                "--config",
                config.toString(),
                "--environment",
                "prod",
                "--path",
                work.resolve("other").toString(),
                "--image",
                "web=registry.example/web:3");

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).contains("name: other").contains("registry.example/web:3");
    }

    @Test
    void shouldChangeWhatFileAndOptionsSay() throws IOException {
        write("gitops.yaml", """
                version: 1
                app: shop
                source: {manifests: {path: deploy, exclude: [draft.yaml]}}
                variables: {COLOUR: blue}
                labels: {team: shop, tier: web}
                annotateCommit: true
                patches: [{objects: Pod/web, patch: {spec: {priorityClassName: high}}}]
                environments:
                  prod:
                    setNamespace: shop
                    labels: {team: prod}
                    patches: [{objects: Pod/web, patch: [{op: add, path: /spec/hostname, value: "${COLOUR}"}]}]
                """);
        write("deploy/web.yaml", pod("web").replace("app: web", "app: web, colour: '${COLOUR}'"));
        write("deploy/draft.yaml", "no manifest");
        git("add", "--all");
        git("commit", "--quiet", "--message", "All of it");

        Gitops.Result file = Gitops.run("render", "--config", config.toString(), "--environment", "prod");
        Gitops.Result over = Gitops.run(
                "render",
                "--config",
                config.toString(),
                "--environment",
                "prod",
                "--variable",
                "COLOUR=green",
                "--label",
                "tier=front",
                "--patch",
                "Pod/web:{spec: {priorityClassName: low}}",
                "--set-namespace",
                "other");

        assertThat(file.exitCode()).as(file.error()).isZero();
        assertThat(file.output())
                .contains("colour: blue", "team: prod", "tier: web", "namespace: shop", "priorityClassName: high")
                .contains("hostname: \"${COLOUR}\"") // a patch is no part of the source
                .containsPattern("gitops.jenkins.io/commit: \"?[0-9a-f]{40}");
        assertThat(over.exitCode()).as(over.error()).isZero();
        assertThat(over.output())
                .contains("colour: green", "team: prod", "tier: front", "namespace: other", "priorityClassName: low");
    }

    @Test
    void shouldReadEverythingAtTheRevision() throws IOException {
        git("tag", "v1");
        write("deploy/web.yaml", pod("later"));
        write("gitops.yaml", PROJECT.replace("web:2", "web:99"));
        git("commit", "--quiet", "--all", "--message", "Second");

        Gitops.Result result = Gitops.run("render", "--config", config.toString(), "--revision", "v1");

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).contains("name: web").contains("registry.example/web:2");
        assertThat(result.error()).contains("\"First\"");
    }

    @Test
    void shouldReadABareRepositoryWithoutACheckout() {
        git("tag", "v1");
        Path bare = temporary.resolve("bare.git");
        git("clone", "--quiet", "--bare", work.toString(), bare.toString());

        Gitops.Result tag = Gitops.run("render", "--repository", bare.toString(), "--revision", "v1");
        Gitops.Result branch = Gitops.run("render", "--repository", bare.toString(), "--revision", "main");
        Gitops.Result path = Gitops.run("render", "--repository", bare.toString(), "--path", "deploy");

        assertThat(tag.exitCode()).as(tag.error()).isZero();
        assertThat(tag.output()).contains("registry.example/web:2");
        assertThat(branch.output()).contains("registry.example/web:1");
        assertThat(path.output()).contains("image: web:0");
        assertThat(bare.resolve("deploy")).doesNotExist();
    }

    @Test
    void shouldSayWhatIsNotInTheRepository() {
        assertThat(Gitops.run("render", "--repository", work.toString(), "--path", "nowhere")
                        .error())
                .contains("there is no nowhere at ");
        assertThat(Gitops.run("render", "--repository", temporary.toString(), "--path", "deploy")
                        .error())
                .contains("there is no Git repository at");
        assertThat(Gitops.run("render", "--repository", work.toString(), "--path", "/etc")
                        .error())
                .contains("is outside of the repository");
        assertThat(Gitops.run("render", "--repository", work.toString(), "--config", "other.yaml")
                        .error())
                .contains("there is no other.yaml at ");
    }

    @Test
    void shouldSayWhichFileIsMissingAndWhere() throws IOException {
        Path library = Files.createDirectory(temporary.resolve("library"));
        git("-C", library.toString(), "init", "--quiet", "--initial-branch=main");
        git("-C", library.toString(), "commit", "--quiet", "--allow-empty", "--message", "Library");
        git("submodule", "--quiet", "add", library.toString(), "deploy/library");
        git("commit", "--quiet", "--message", "Submodule");
        Path clone = temporary.resolve("clone");
        git("clone", "--quiet", work.toString(), clone.toString());

        Gitops.Result result =
                Gitops.run("render", "--path", clone.resolve("deploy").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error())
                .isEqualTo(
                        "gitops: the files of submodule deploy/library are not there; run git submodule update --init"
                                + " first\n");
    }

    /** Pictures in LFS and a theme as a submodule are no reason not to deploy. */
    @Test
    void shouldCareOnlyForWhatTheSourceMayNeed() throws IOException {
        write("docs/picture.png", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
        Files.createSymbolicLink(work.resolve("docs/out"), Path.of("/etc/hostname"));
        git("add", "--all");
        git("commit", "--quiet", "--message", "Docs");

        Gitops.Result beside = Gitops.run("render", "--repository", work.toString(), "--path", "deploy");
        Gitops.Result inside = Gitops.run("render", "--repository", work.toString(), "--path", "docs");

        assertThat(beside.exitCode()).as(beside.error()).isZero();
        assertThat(inside.error())
                .contains("docs/out at HEAD is a symbolic link that leads out of the directory; copy its target in");
    }

    @Test
    void shouldSayThatAFileIsInLfs() throws IOException {
        write("deploy/big.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");

        assertThat(Gitops.run("render", "--path", work.resolve("deploy").toString())
                        .error())
                .contains("deploy/big.yaml: is kept in Git LFS, and its content is not here; run git lfs pull first");
    }

    @Test
    void shouldStopARenderThatIsNotSigned() throws IOException {
        Path signers = Files.writeString(
                temporary.resolve("signers"), "ada@example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==\n");

        Gitops.Result result = Gitops.run(
                "render",
                "--path",
                work.resolve("deploy").toString(),
                "--no-checks",
                "--signed-by",
                signers.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).contains("is not signed [commit-signature]");
        assertThat(result.output()).isEmpty();
    }

    @Test
    void shouldCheckAndWriteSarif() throws IOException {
        Path sarif = temporary.resolve("checks.sarif");

        Gitops.Result result = Gitops.run(
                "check",
                "--config",
                config.toString(),
                "--environment",
                "prod",
                "--check",
                "resources=error",
                "--sarif",
                sarif.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("error  resources  deploy/web.yaml:1  Pod/web")
                .endsWith("1 error, 0 warnings\n");
        assertThat(Json.parse(Files.readString(sarif))
                        .at("/runs/0/results/0/ruleId")
                        .textValue())
                .isEqualTo("resources");
        assertThat(Gitops.run("render", "--config", config.toString(), "--check", "resources=error")
                        .exitCode())
                .isEqualTo(1);
        assertThat(Gitops.run(
                                "render",
                                "--config",
                                config.toString(),
                                "--check",
                                "resources=error",
                                "--silence",
                                "resources:Pod/web")
                        .exitCode())
                .isZero();
    }

    @Test
    void shouldFailOnWarningsWhenAsked() {
        String path = work.resolve("deploy").toString();

        assertThat(Gitops.run("check", "--path", path).exitCode()).isZero();
        assertThat(Gitops.run("check", "--path", path, "--fail-on", "warn").exitCode())
                .isEqualTo(1);
        assertThat(Gitops.run("check", "--path", path, "--fail-on", "warn", "--no-checks")
                        .exitCode())
                .isZero();
    }

    @Test
    void shouldProposeAFileThatRenders() throws IOException {
        Files.delete(config);

        Gitops.Result init = Gitops.run("init", work.toString());

        assertThat(init.exitCode()).as(init.error()).isZero();
        Gitops.Result render = Gitops.run("render", "--config", config.toString());
        assertThat(render.exitCode()).as(render.error()).isZero();
        assertThat(Gitops.run("init", work.toString()).error()).contains("is there already");
    }

    @Test
    void shouldSayWhatToDoWithoutASource() {
        assertThat(Gitops.run("render", "--environment", "prod").error())
                .startsWith("gitops: say what to read: --path")
                .endsWith("or write a gitops.yaml (gitops init proposes one)\n");
        assertThat(Gitops.run("history").error()).contains("say which app: --app, or write a gitops.yaml");
    }

    private static String pod(String name) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name
                + ", labels: {app: web}}\nspec: {containers: [{name: web, image: \"web:0\"}]}\n";
    }

    private Path write(String file, String content) throws IOException {
        Path path = work.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, content);
    }

    private void git(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.org",
                "-c",
                "commit.gpgsign=false",
                "-c",
                "protocol.file.allow=always"));
        command.addAll(List.of(arguments));
        Result result = new ProcessRunner().run(new Command(command, work, Duration.ofMinutes(1), 100_000));
        assertThat(result.exitCode()).as(command + ": " + result.error()).isZero();
    }
}
