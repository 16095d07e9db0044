package io.jenkins.plugins.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeExportITest {
    @TempDir
    private Path temporary;

    private GitProgram git;
    private GitRepository repository;
    private Path target;

    @BeforeEach
    void createRepository() throws IOException {
        git = GitProgram.init(temporary.resolve("repository"));
        git.write("deploy/web.yaml", "replicas: 1\r\n");
        git.write("deploy/sub/run.sh", "#!/bin/sh\n").toFile().setExecutable(true);
        git.write("other/secret.yaml", "not asked for\n");
        repository = JGitRepository.open(git.directory()).orElseThrow();
        target = Files.createDirectory(temporary.resolve("target"));
    }

    @AfterEach
    void closeRepository() {
        repository.close();
    }

    @Test
    void shouldWriteFilesOfRevisionWhateverTheWorkTreeHolds() throws IOException {
        git.commit("First");
        git.write("deploy/web.yaml", "replicas: 2\n");
        git.write("deploy/new.yaml", "new\n");
        git.commit("Second");
        git.write("deploy/web.yaml", "not committed\n");

        repository.export("HEAD~1", "deploy", target);

        assertThat(files()).containsExactly("sub/run.sh", "web.yaml");
        assertThat(target.resolve("web.yaml")).hasContent("replicas: 1\r\n");
        assertThat(target.resolve("sub/run.sh")).isExecutable();
    }

    @Test
    void shouldWriteWholeTree() throws IOException {
        git.commit("First");

        repository.export("main", "", target);

        assertThat(files()).containsExactly("deploy/sub/run.sh", "deploy/web.yaml", "other/secret.yaml");
    }

    @Test
    void shouldKeepLinkWithinDirectory() throws IOException {
        Files.createSymbolicLink(git.directory().resolve("deploy/sub/link.yaml"), Path.of("../web.yaml"));
        git.commit("First");

        repository.export("main", "deploy", target);

        assertThat(target.resolve("sub/link.yaml")).isSymbolicLink().hasContent("replicas: 1\r\n");
    }

    @Test
    void shouldRefuseLinkOutOfDirectory() throws IOException {
        Files.createSymbolicLink(git.directory().resolve("deploy/link.yaml"), Path.of("../other/secret.yaml"));
        git.commit("First");

        assertRefused(
                "deploy/link.yaml at main is a symbolic link that leads out of the directory; copy its target in");
    }

    @Test
    void shouldRefuseAbsoluteLink() throws IOException {
        Files.createSymbolicLink(git.directory().resolve("deploy/link.yaml"), Path.of("/etc/hostname"));
        git.commit("First");

        assertRefused(
                "deploy/link.yaml at main is a symbolic link that leads out of the directory; copy its target in");
    }

    @Test
    void shouldRefuseLinkThatLeavesThroughAnother() throws IOException {
        Files.createSymbolicLink(git.directory().resolve("deploy/sub/up"), Path.of(".."));
        Files.createSymbolicLink(git.directory().resolve("deploy/link"), Path.of("sub/up/../repository"));
        git.commit("First");

        assertRefused("link at main is a symbolic link that leads out of the directory; copy its target in");
    }

    @Test
    void shouldRefuseSubmodule() throws IOException {
        GitProgram library = GitProgram.init(temporary.resolve("library"));
        library.commit("Library");
        git.run("submodule", "--quiet", "add", library.directory().toString(), "deploy/library");
        git.commit("First");

        assertRefused("deploy/library at main is a submodule; name the submodule's own repository as the source,"
                + " or copy its files in");
    }

    @Test
    void shouldRefuseLfsPointer() throws IOException {
        git.write("deploy/big.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
        git.commit("First");

        assertRefused("deploy/big.yaml at main is kept in Git LFS, and its content is not in the repository;"
                + " commit it as a plain file");
    }

    @Test
    void shouldRefuseDirectoryThatIsNotThere() {
        git.commit("First");

        assertThatThrownBy(() -> repository.export("main", "nowhere", target))
                .hasMessage("there is no directory 'nowhere' at main");
        assertThatThrownBy(() -> repository.export("main", "deploy/web.yaml", target))
                .hasMessage("there is no directory 'deploy/web.yaml' at main");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> repository.export("main", "deploy", target))
                .isInstanceOf(GitOpsException.class)
                .hasMessage(message);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> target.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
