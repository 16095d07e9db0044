package io.jenkins.plugins.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.git.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

        assertThat(repository.export("HEAD~1", target)).isEmpty();

        assertThat(files()).containsExactly("deploy/sub/run.sh", "deploy/web.yaml", "other/secret.yaml");
        assertThat(target.resolve("deploy/web.yaml")).hasContent("replicas: 1\r\n");
        assertThat(target.resolve("deploy/sub/run.sh")).isExecutable();
    }

    @Test
    void shouldKeepLinkWithinRepository() throws IOException {
        Files.createSymbolicLink(git.directory().resolve("deploy/sub/link.yaml"), Path.of("../../other/secret.yaml"));
        git.commit("First");

        assertThat(repository.export("main", target)).isEmpty();

        assertThat(target.resolve("deploy/sub/link.yaml")).isSymbolicLink().hasContent("not asked for\n");
    }

    @Test
    void shouldLeaveOutLinkOutOfRepository() throws IOException {
        Files.createSymbolicLink(git.directory().resolve("deploy/link.yaml"), Path.of("../../elsewhere.yaml"));
        git.commit("First");

        assertLeftOut("deploy/link.yaml", "is a symbolic link that leads out of the directory; copy its target in");
    }

    @Test
    void shouldLeaveOutAbsoluteLink() throws IOException {
        Files.createSymbolicLink(git.directory().resolve("deploy/link.yaml"), Path.of("/etc/hostname"));
        git.commit("First");

        assertLeftOut("deploy/link.yaml", "is a symbolic link that leads out of the directory; copy its target in");
    }

    @Test
    void shouldLeaveOutLinkThatLeavesThroughAnother() throws IOException {
        Files.createSymbolicLink(git.directory().resolve("deploy/sub/up"), Path.of(".."));
        Files.createSymbolicLink(git.directory().resolve("deploy/link"), Path.of("sub/up/../../repository"));
        git.commit("First");

        assertLeftOut("deploy/link", "is a symbolic link that leads out of the directory; copy its target in");
    }

    @Test
    void shouldLeaveOutSubmodule() throws IOException {
        GitProgram library = GitProgram.init(temporary.resolve("library"));
        library.commit("Library");
        git.run("submodule", "--quiet", "add", library.directory().toString(), "deploy/library");
        git.commit("First");

        assertLeftOut(
                "deploy/library",
                "is a submodule; name the submodule's own repository as the source," + " or copy its files in");
    }

    @Test
    void shouldLeaveOutLfsPointer() throws IOException {
        git.write("deploy/big.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
        git.commit("First");

        assertLeftOut(
                "deploy/big.yaml",
                "is kept in Git LFS, and its content is not in the repository;" + " commit it as a plain file");
    }

    private void assertLeftOut(String path, String why) {
        assertThat(repository.export("main", target)).containsExactly(Map.entry(path, why));
        assertThat(target.resolve("deploy/web.yaml")).exists();
        assertThat(Files.exists(target.resolve(path), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
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
