package io.jenkins.plugins.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.git.Signature.State;
import io.jenkins.plugins.gitops.core.git.TrustedSigners;
import io.jenkins.plugins.gitops.core.render.MissingToolException;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that the real programs have signed. */
class SignatureVerificationITest {
    @TempDir
    private Path temporary;

    private GitProgram git;
    private GitRepository repository;

    @BeforeEach
    void createRepository() throws IOException {
        git = GitProgram.init(temporary.resolve("repository"));
        git.write("web.yaml", "replicas: 1\n");
        repository = JGitRepository.open(git.directory()).orElseThrow();
    }

    @AfterEach
    void closeRepository() {
        repository.close();
    }

    @Test
    void shouldLeaveUnsignedCommitsAsTheyAre() throws IOException {
        git.commit("First");

        assertThat(verified(trusting(key("ada"))).state()).isEqualTo(State.NONE);
    }

    @Test
    void shouldNotLookWithoutSigners() throws IOException {
        key("ada").sign(git);

        assertThat(verified(TrustedSigners.NOBODY)).isEqualTo(Signature.unchecked("ssh"));
    }

    @Test
    void shouldNameWhoSignedWithSsh() throws IOException {
        SshKey ada = key("ada");
        ada.sign(git);

        Signature signature = verified(trusting(ada));

        assertThat(signature.state()).as(signature.words()).isEqualTo(State.GOOD);
        assertThat(signature.signer()).isEqualTo("ada@example.org");
        assertThat(signature.key()).startsWith("SHA256:");
    }

    @Test
    void shouldReadABareRepository() throws IOException {
        SshKey ada = key("ada");
        ada.sign(git);
        Path bare = temporary.resolve("bare.git");
        git.run("clone", "--quiet", "--bare", git.directory().toString(), bare.toString());

        try (GitRepository clone = JGitRepository.open(bare).orElseThrow()) {
            Commit commit =
                    new SignatureVerification(new ProcessRunner()).verify(clone, clone.resolve("HEAD"), trusting(ada));

            assertThat(commit.signature().orElseThrow().state()).isEqualTo(State.GOOD);
        }
    }

    @Test
    void shouldNotTrustAnotherSshKeyWhateverTheRepositorySays() throws IOException {
        SshKey ada = key("ada");
        SshKey eve = key("eve");
        eve.sign(git);
        Path hers = Files.writeString(temporary.resolve("hers"), eve.allowed());
        git.run("config", "gpg.ssh.allowedSignersFile", hers.toString());
        git.run("config", "gpg.ssh.program", "/bin/true");

        Signature signature = verified(trusting(ada));

        assertThat(signature.state()).isEqualTo(State.UNTRUSTED);
        assertThat(signature.signer()).isEmpty();
        assertThat(signature.words()).contains("which is not trusted");
    }

    @Test
    void shouldSeeThatASignedCommitWasChanged() throws IOException {
        SshKey ada = key("ada");
        ada.sign(git);
        tamper();

        assertThat(verified(trusting(ada)).state()).isEqualTo(State.BAD);
    }

    @Test
    void shouldNameWhoSignedWithOpenPgp() throws IOException {
        try (OpenPgpHome home = OpenPgpHome.create(temporary.resolve("gnupg"))) {
            String key = home.key("Ada <ada@example.org>");
            home.sign(git, key, "Signed");

            Signature signature = verified(TrustedSigners.of(List.of(home.publicKey(key))));

            assertThat(signature.state()).as(signature.words()).isEqualTo(State.GOOD);
            assertThat(signature.signer()).isEqualTo("Ada <ada@example.org>");
            assertThat(signature.key()).isEqualTo(key);
        }
    }

    @Test
    void shouldTellOpenPgpKeysApart() throws IOException {
        try (OpenPgpHome home = OpenPgpHome.create(temporary.resolve("gnupg"))) {
            String ada = home.key("Ada <ada@example.org>");
            String eve = home.key("Eve <eve@example.org>");
            home.sign(git, eve, "Signed");
            TrustedSigners trusted = TrustedSigners.of(List.of(home.publicKey(ada)));

            Signature signature = verified(trusted);

            assertThat(signature.state()).isEqualTo(State.UNTRUSTED);
            assertThat(eve).endsWith(signature.key());
            String all = home.publicKey(ada) + "\n" + key("ada").allowed() + home.publicKey(eve);
            assertThat(verified(TrustedSigners.of(List.of(all))).state()).isEqualTo(State.GOOD);
            tamper();
            assertThat(verified(TrustedSigners.of(List.of(home.publicKey(eve)))).state())
                    .isEqualTo(State.BAD);
        }
    }

    @Test
    void shouldNotTrustAKindOfKeyThatNobodyHas() throws IOException {
        key("ada").sign(git);

        Signature signature = verified(new TrustedSigners("", "-----BEGIN PGP PUBLIC KEY BLOCK-----"));

        assertThat(signature.state()).isEqualTo(State.UNTRUSTED);
        assertThat(signature.reason()).isEqualTo("there is no trusted key of the kind ssh");
    }

    @Test
    void shouldSayWhichProgramIsMissing() throws IOException {
        SshKey ada = key("ada");
        ada.sign(git);
        SignatureVerification verification = new SignatureVerification(command -> {
            throw new MissingToolException(command.arguments().get(0), "");
        });

        assertThatThrownBy(() -> verification.verify(repository, repository.resolve("HEAD"), trusting(ada)))
                .isInstanceOf(MissingToolException.class)
                .hasMessageContaining("git");
    }

    private Signature verified(TrustedSigners signers) {
        return new SignatureVerification(new ProcessRunner())
                .verify(repository, repository.resolve("HEAD"), signers)
                .signature()
                .orElseThrow();
    }

    /** Another message under the same signature. */
    private void tamper() throws IOException {
        String raw = git.run("cat-file", "commit", "HEAD").replace("Signed", "Tampered");
        Path file = Files.writeString(temporary.resolve("commit"), raw + "\n");
        git.run("reset", "--quiet", "--hard", git.run("hash-object", "-t", "commit", "-w", file.toString()));
    }

    private SshKey key(String name) {
        return SshKey.create(temporary, name);
    }

    private static TrustedSigners trusting(SshKey key) throws IOException {
        return TrustedSigners.of(List.of("# in a comment\n" + key.allowed()));
    }
}
