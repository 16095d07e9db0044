package io.jenkins.plugins.gitops.git;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.git.SignedContent;
import io.jenkins.plugins.gitops.core.git.TrustedSigners;
import io.jenkins.plugins.gitops.core.render.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks by whom a commit is signed. Only the keys that are given count, whatever the machine's own keyring holds. The
 * cryptography is left to the programs that people sign with: {@code gpgv} for OpenPGP, {@code git} and its
 * {@code ssh-keygen} for SSH.
 */
public final class SignatureVerification {
    private final CommandRunner runner;

    /** @param runner runs the programs where the repository is */
    public SignatureVerification(CommandRunner runner) {
        this.runner = runner;
    }

    /**
     * @param repository the repository that holds the commit
     * @param commit the commit
     * @param signers whose signatures count; nobody's leaves the commit as it is
     * @return the commit with what is known of its signature
     * @throws GitOpsException when a program that is needed is not there
     */
    public Commit verify(GitRepository repository, Commit commit, TrustedSigners signers) {
        Optional<SignedContent> signed = repository.signed(commit.id());
        return signed.isEmpty() || signers.isEmpty()
                ? commit
                : commit.with(verify(repository, commit, signed.get(), signers));
    }

    private Signature verify(GitRepository repository, Commit commit, SignedContent signed, TrustedSigners signers) {
        String format = signed.format();
        boolean known = format.equals("ssh") && !signers.allowedSigners().isEmpty()
                || format.equals("openpgp") && !signers.publicKeys().isEmpty();
        if (!known) {
            return new Signature(
                    Signature.State.UNTRUSTED, format, "", "", "there is no trusted key of the kind " + format);
        }
        try {
            Path directory = Files.createTempDirectory("gitops-signature-");
            try {
                return format.equals("ssh")
                        ? new SshSignature(runner, directory).verify(repository, commit.id(), signers.allowedSigners())
                        : new OpenPgpSignature(runner, directory).verify(signed, signers.publicKeys());
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new GitOpsException("cannot check the signature of " + commit.shortId() + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
