package io.jenkins.plugins.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.git.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JGitRepositoryITest {
    @TempDir
    private Path temporary;

    private GitProgram git;
    private GitRepository repository;

    @BeforeEach
    void createRepository() throws IOException {
        git = GitProgram.init(temporary.resolve("repository"));
        git.write("deploy/web.yaml", "replicas: 1\n");
        git.write("README.md", "read me\n");
        git.write(".gitignore", "*.log\n");
        repository = JGitRepository.open(git.directory()).orElseThrow();
    }

    @AfterEach
    void closeRepository() {
        repository.close();
    }

    @Test
    void shouldBeAbsentOutsideAnyRepository() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));

        assertThat(JGitRepository.open(outside)).isEmpty();
    }

    @Test
    void shouldDescribeNothingBeforeTheFirstCommit() {
        assertThat(repository.describe(git.directory())).isEmpty();
    }

    @Test
    void shouldDescribeCheckedOutCommit() {
        git.commit("First\n\nand more");
        git.run("remote", "add", "origin", "https://ada:secret@git.example.org/team/web.git");

        Commit commit = repository.describe(git.directory()).orElseThrow();

        assertThat(commit)
                .isEqualTo(new Commit(
                        git.run("rev-parse", "HEAD"),
                        "Ada <ada@example.org>",
                        "Ada <ada@example.org>",
                        Instant.ofEpochSecond(Long.parseLong(git.run("log", "-1", "--format=%ct"))),
                        "First",
                        "main",
                        "https://git.example.org/team/web.git",
                        List.of(),
                        Optional.of(Signature.NONE)));
        assertThat(repository.root()).isEqualTo(git.directory());
    }

    @Test
    void shouldLeaveUserOutOfEveryFormOfRemote() {
        assertThat(Commits.withoutUser("git@github.com:org/web.git")).isEqualTo("github.com:org/web.git");
        assertThat(Commits.withoutUser("ssh://git@example.org:22/web.git")).isEqualTo("ssh://example.org:22/web.git");
        assertThat(Commits.withoutUser("https://token@example.org/web.git")).isEqualTo("https://example.org/web.git");
        assertThat(Commits.withoutUser("https://example.org/web.git?private_token=secret"))
                .isEqualTo("https://example.org/web.git");
        assertThat(Commits.withoutUser(null)).isEmpty();
    }

    @Test
    void shouldTellCommitterFromAuthor() {
        git.run("commit", "--quiet", "--allow-empty", "--message", "First", "--author", "Bob <bob@example.org>");

        Commit commit = repository.resolve("HEAD");

        assertThat(commit.author()).isEqualTo("Bob <bob@example.org>");
        assertThat(commit.committer()).isEqualTo("Ada <ada@example.org>");
    }

    @Test
    void shouldNameTheRemoteOfTheBranch() {
        git.commit("First");
        git.run("remote", "add", "upstream", "https://ada:secret@example.org/upstream.git");

        assertThat(repository.describe(git.directory()).orElseThrow().remote())
                .isEqualTo("https://example.org/upstream.git");
        git.run("remote", "add", "origin", "https://example.org/origin.git");
        assertThat(repository.describe(git.directory()).orElseThrow().remote())
                .isEqualTo("https://example.org/origin.git");
        git.run("config", "branch.main.remote", "upstream");
        assertThat(repository.describe(git.directory()).orElseThrow().remote())
                .isEqualTo("https://example.org/upstream.git");
    }

    @Test
    void shouldListTagsOfACommit() {
        String first = git.commit("First");
        git.run("tag", "v1");
        git.run("tag", "--annotate", "--message", "one", "v1.0");
        String second = git.commit("Second");

        assertThat(repository.tags(first)).containsExactly("v1", "v1.0");
        assertThat(repository.tags(second)).isEmpty();
    }

    @Test
    void shouldNameSubmodulesWhoseFilesAreNotThere() throws IOException {
        GitProgram library = GitProgram.init(temporary.resolve("library"));
        library.write("lib.yaml", "a: b\n");
        library.commit("Library");
        git.run("submodule", "--quiet", "add", library.directory().toString(), "deploy/library");
        git.commit("First");
        Path clone = temporary.resolve("clone");
        git.run("clone", "--quiet", git.directory().toUri().toString(), clone.toString());

        assertThat(repository.missingSubmodules(git.directory())).isEmpty();
        try (GitRepository cloned = JGitRepository.open(clone).orElseThrow()) {
            assertThat(cloned.missingSubmodules(clone)).containsExactly("deploy/library");
            assertThat(cloned.missingSubmodules(clone.resolve("deploy/library/below")))
                    .containsExactly("deploy/library");
            assertThat(cloned.missingSubmodules(clone.resolve("other"))).isEmpty();
        }
    }

    /** The commit says which commit of the submodule it means; what lies there instead is a change. */
    @Test
    void shouldSeeThatASubmoduleIsAtAnotherCommit() throws IOException {
        GitProgram library = GitProgram.init(temporary.resolve("library"));
        library.commit("Library");
        git.run("submodule", "--quiet", "add", library.directory().toString(), "deploy/library");
        git.commit("First");
        assertThat(dirty("deploy")).isEmpty();

        git.run("-C", "deploy/library", "commit", "--quiet", "--allow-empty", "--message", "Here");

        assertThat(dirty("deploy")).containsExactly("library");
    }

    @Test
    void shouldNameChangedFilesUnderDirectoryOnly() throws IOException {
        git.write("deploy/gone.yaml", "a");
        git.write("deploy/staged.yaml", "a");
        git.commit("First");
        git.write("README.md", "changed outside");
        git.write("deploy/web.yaml", "replicas: 2\n");
        git.write("deploy/new/untracked.yaml", "a");
        git.write("deploy/ignored.log", "a");
        git.write("deploy/staged.yaml", "b");
        git.run("add", "deploy/staged.yaml");
        Files.delete(git.directory().resolve("deploy/gone.yaml"));

        assertThat(dirty("deploy")).containsExactly("gone.yaml", "new/untracked.yaml", "staged.yaml", "web.yaml");
        assertThat(dirty("")).contains("README.md", "deploy/web.yaml").doesNotContain("deploy/ignored.log");
        assertThat(repository.describe(git.directory()).orElseThrow().shortId())
                .hasSize(10)
                .endsWith("+");
    }

    @Test
    void shouldDescribeDetachedHeadAndLinkedWorkTree() throws IOException {
        String first = git.commit("First");
        Path linked = temporary.resolve("linked");
        git.run("worktree", "add", "--quiet", "-b", "side", linked.toString());
        git.run("checkout", "--quiet", "--detach");
        Files.writeString(linked.resolve("deploy/web.yaml"), "replicas: 3\n");

        assertThat(repository.describe(git.directory()).orElseThrow().branch()).isEmpty();
        try (GitRepository other = JGitRepository.open(linked.resolve("deploy")).orElseThrow()) {
            Commit commit = other.describe(linked.resolve("deploy")).orElseThrow();
            assertThat(commit.branch()).isEqualTo("side");
            assertThat(commit.id()).isEqualTo(first);
            assertThat(commit.dirty()).containsExactly("web.yaml");
        }
    }

    @Test
    void shouldResolveRevisions() {
        String first = git.commit("First");
        git.run("tag", "--annotate", "--message", "one", "v1");
        String second = git.commit("Second");

        assertThat(List.of("v1", "HEAD~1", first, first.substring(0, 10)))
                .allSatisfy(revision ->
                        assertThat(repository.resolve(revision).id()).isEqualTo(first));
        assertThat(repository.resolve("main").id()).isEqualTo(second);
        assertThatThrownBy(() -> repository.resolve("nowhere"))
                .isInstanceOf(GitOpsException.class)
                .hasMessage("there is no commit 'nowhere' in this clone; correct it, or fetch more history");
        assertThatThrownBy(() -> repository.resolve("v1^{nonsense")).isInstanceOf(GitOpsException.class);
        assertThatThrownBy(() -> repository.resolve("0".repeat(39) + "1")).isInstanceOf(GitOpsException.class);
    }

    @Test
    void shouldKnowAncestors() {
        String first = git.commit("First");
        git.run("checkout", "--quiet", "-b", "side");
        String side = git.commit("Side");
        git.run("checkout", "--quiet", "main");
        String second = git.commit("Second");

        assertThat(repository.isAncestor(first, second)).isTrue();
        assertThat(repository.isAncestor(second, first)).isFalse();
        assertThat(repository.isAncestor(first, first)).isFalse();
        assertThat(repository.isAncestor(side, second)).isFalse();
    }

    @Test
    void shouldListCommitsBetween() {
        String first = git.commit("First");
        git.commit("Second");
        git.commit("Third");

        assertThat(repository.between(first, "main", 10))
                .extracting(Commit::subject)
                .containsExactly("Third", "Second");
        assertThat(repository.between(first, "main", 1))
                .extracting(Commit::subject)
                .containsExactly("Third");
        assertThat(repository.between("main", first, 10)).isEmpty();
    }

    @Test
    void shouldSayWhatShallowCloneLacks() throws IOException {
        String first = git.commit("First");
        git.commit("Second");
        Path shallow = temporary.resolve("shallow");
        git.run("clone", "--quiet", "--depth=1", git.directory().toUri().toString(), shallow.toString());

        try (GitRepository clone = JGitRepository.open(shallow).orElseThrow()) {
            assertThat(clone.describe(shallow).orElseThrow().subject()).isEqualTo("Second");
            assertThatThrownBy(() -> clone.isAncestor(first, "HEAD"))
                    .isInstanceOf(GitOpsException.class)
                    .hasMessageContaining(first)
                    .hasMessageContaining("fetch more history");
        }
    }

    @Test
    void shouldNotGuessWhereAShallowCloneIsCutOff() throws IOException {
        String first = git.commit("First");
        String second = git.commit("Second");
        String third = git.commit("Third");
        Path shallow = temporary.resolve("shallow");
        String origin = git.directory().toUri().toString();
        git.run("clone", "--quiet", "--depth=1", origin, shallow.toString());
        git.run("-C", shallow.toString(), "fetch", "--quiet", "--depth=1", origin, first);

        try (GitRepository clone = JGitRepository.open(shallow).orElseThrow()) {
            assertThatThrownBy(() -> clone.isAncestor(first, third))
                    .isInstanceOf(GitOpsException.class)
                    .hasMessageContaining("shallow")
                    .hasMessageContaining("fetch more history");
            git.run("-C", shallow.toString(), "fetch", "--quiet", "--depth=2", origin, "main");
        }
        try (GitRepository clone = JGitRepository.open(shallow).orElseThrow()) {
            assertThat(clone.isAncestor(second, third)).isTrue();
            assertThat(clone.isAncestor(third, second)).isFalse();
        }
    }

    @Test
    void shouldSayThatARewrittenHistoryHasLostACommit() throws IOException {
        git.commit("First");
        String deployed = git.commit("Second");
        git.run("commit", "--quiet", "--amend", "--allow-empty", "--message", "Second, rewritten");
        Path fresh = temporary.resolve("fresh");
        git.run("clone", "--quiet", git.directory().toUri().toString(), fresh.toString());

        try (GitRepository clone = JGitRepository.open(fresh).orElseThrow()) {
            String rewritten = clone.resolve("HEAD").id();
            assertThatThrownBy(() -> clone.isAncestor(rewritten, deployed))
                    .isInstanceOf(GitOpsException.class)
                    .hasMessageContaining(deployed);
        }
    }

    @Test
    void shouldOpenBareRepository() throws IOException {
        String first = git.commit("First");
        Path bare = temporary.resolve("bare.git");
        git.run("clone", "--quiet", "--bare", git.directory().toString(), bare.toString());

        try (GitRepository clone = JGitRepository.open(bare).orElseThrow()) {
            assertThat(clone.resolve("HEAD").id()).isEqualTo(first);
            assertThat(clone.isBare()).isTrue();
            Path target = Files.createDirectory(temporary.resolve("target"));
            clone.export("HEAD", target);
            assertThat(target.resolve("deploy/web.yaml")).hasContent("replicas: 1\n");
            assertThatThrownBy(clone::root).isInstanceOf(GitOpsException.class).hasMessageContaining("bare");
        }
    }

    private List<String> dirty(String directory) {
        return repository
                .describe(git.directory().resolve(directory))
                .orElseThrow()
                .dirty();
    }
}
