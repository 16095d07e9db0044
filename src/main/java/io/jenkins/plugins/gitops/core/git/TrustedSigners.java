package io.jenkins.plugins.gitops.core.git;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whose signatures count.
 *
 * @param allowedSigners lines of an allowed signers file as ssh-keygen describes it: {@code ada@example.org ssh-ed25519 …}
 * @param publicKeys armored OpenPGP public keys
 */
public record TrustedSigners(String allowedSigners, String publicKeys) implements Serializable {
    /** Nobody's: signatures are not checked. */
    public static final TrustedSigners NOBODY = new TrustedSigners("", "");

    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final Pattern PUBLIC_KEY = Pattern.compile(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----", Pattern.DOTALL);
    /** For ssh-keygen one line that it cannot read makes all signatures bad. */
    private static final Pattern SIGNER = Pattern.compile("\\S.*\\s(ssh|ecdsa|sk)-\\S+\\s+AAAA[A-Za-z0-9+/=]+(\\s.*)?");

    private static final String FORMS =
            " a line such as \"ada@example.org ssh-ed25519 AAAA…\" nor an armored OpenPGP public key from BEGIN to END";
    private static final int LONGEST_SHOWN = 50;

    /**
     * @param texts contents of files: allowed signers of SSH, armored OpenPGP public keys, or both below each other
     * @throws GitOpsException when one of them has none, or a line that is something else
     */
    public static TrustedSigners of(List<String> texts) {
        List<String> lines = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (String text : texts) {
            if (text.contains(PRIVATE_KEY)) {
                throw new GitOpsException("a private key is no list of trusted signers; export the public one");
            }
            List<String> blocks =
                    PUBLIC_KEY.matcher(text).results().map(MatchResult::group).toList();
            List<String> signers = signers(PUBLIC_KEY.matcher(text).replaceAll(""));
            if (blocks.isEmpty() && signers.isEmpty()) {
                throw new GitOpsException("there are no trusted signers, neither" + FORMS);
            }
            keys.addAll(blocks);
            lines.addAll(signers);
        }
        return new TrustedSigners(String.join("\n", lines), String.join("\n", keys));
    }

    private static List<String> signers(String text) {
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        lines.stream()
                .filter(line -> !SIGNER.matcher(line).matches())
                .findFirst()
                .ifPresent(line -> {
                    throw new GitOpsException("\"" + shown(line) + "\" is no trusted signer, neither" + FORMS);
                });
        return lines;
    }

    private static String shown(String line) {
        return line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line;
    }

    /** @return whether nobody's signature counts */
    public boolean isEmpty() {
        return allowedSigners.isEmpty() && publicKeys.isEmpty();
    }
}
