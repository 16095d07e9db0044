package io.jenkins.plugins.gitops.core.git;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose signatures count.
 *
 * @param allowedSigners lines of an allowed signers file as ssh-keygen describes it: {@code ada@example.org ssh-ed25519 …}
 * @param publicKeys armored OpenPGP public keys
 */
public record TrustedSigners(String allowedSigners, String publicKeys) implements Serializable {
    /** Nobody's: signatures are not checked. */
    public static final TrustedSigners NOBODY = new TrustedSigners("", "");

    private static final String PUBLIC_KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    /**
     * @param texts contents of files: allowed signers of SSH, or armored OpenPGP public keys
     * @throws GitOpsException when one of them is neither
     */
    public static TrustedSigners of(List<String> texts) {
        List<String> lines = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (String text : texts) {
            if (text.contains(PRIVATE_KEY)) {
                throw new GitOpsException("a private key is no list of trusted signers; export the public one");
            }
            if (text.contains(PUBLIC_KEY)) {
                keys.add(text.strip());
            } else if (text.lines().map(String::strip).anyMatch(TrustedSigners::isSigner)) {
                lines.add(text.strip());
            } else {
                throw new GitOpsException(
                        "the trusted signers are neither armored OpenPGP public keys nor lines such as"
                                + " \"ada@example.org ssh-ed25519 AAAA…\"");
            }
        }
        return new TrustedSigners(String.join("\n", lines), String.join("\n", keys));
    }

    /** @return whether nobody's signature counts */
    public boolean isEmpty() {
        return allowedSigners.isEmpty() && publicKeys.isEmpty();
    }

    private static boolean isSigner(String line) {
        return !line.startsWith("#") && line.split("\\s+").length >= 3;
    }
}
