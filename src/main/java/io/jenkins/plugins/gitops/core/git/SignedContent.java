package io.jenkins.plugins.gitops.core.git;

/**
 * A commit's signature and what it is a signature of.
 *
 * @param content the commit as Git stores it, without the signature
 * @param signature the signature, armored
 */
public record SignedContent(byte[] content, String signature) {

    /** @return {@code openpgp}, {@code ssh} or {@code x509} */
    public String format() {
        if (signature.startsWith("-----BEGIN SSH SIGNATURE-----")) {
            return "ssh";
        }
        return signature.startsWith("-----BEGIN PGP") ? "openpgp" : "x509";
    }
}
