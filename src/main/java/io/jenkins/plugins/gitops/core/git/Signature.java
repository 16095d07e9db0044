package io.jenkins.plugins.gitops.core.git;

/**
 * What is known of a commit's signature.
 *
 * @param state what came out
 * @param format {@code openpgp}, {@code ssh} or {@code x509}; empty without a signature
 * @param signer who has signed: the user id of an OpenPGP key, the principal of an SSH key; empty when unknown
 * @param key the key's fingerprint; empty when unknown
 * @param reason why it is not good; empty when it is, and when nobody looked
 */
public record Signature(State state, String format, String signer, String key, String reason) {
    /** There is none. */
    public static final Signature NONE = new Signature(State.NONE, "", "", "", "");

    /** What came out. */
    public enum State {
        /** The commit is not signed. */
        NONE,
        /** It is signed; nobody has looked by whom. */
        UNCHECKED,
        /** It is signed by a trusted key. */
        GOOD,
        /** It is signed by a key that is not trusted, or no longer. */
        UNTRUSTED,
        /** The signature is not of this commit. */
        BAD
    }

    /** @return a signature that nobody has looked at */
    public static Signature unchecked(String format) {
        return new Signature(State.UNCHECKED, format, "", "", "");
    }

    /** @return {@code good, by ada@example.org (SHA256:…)} and the like, to stand alone */
    public String summary() {
        return switch (state) {
            case NONE -> "none";
            case UNCHECKED -> format + ", not checked";
            case GOOD -> "good" + comma(by());
            case UNTRUSTED -> "not trusted" + comma(by()) + because();
            case BAD -> "bad" + comma(by()) + because();
        };
    }

    /** @return {@code is signed by ada@example.org (SHA256:…)} and the like, to be said of the commit */
    public String words() {
        String by = by();
        return switch (state) {
            case NONE -> "is not signed";
            case UNCHECKED -> "is signed (" + format + "), and nobody has checked by whom";
            case GOOD -> "is signed" + by;
            case UNTRUSTED -> "is signed" + by + ", which is not trusted" + because();
            case BAD -> "has a signature" + by + " that is not of this commit" + because();
        };
    }

    private String by() {
        return (signer.isEmpty() ? "" : " by " + signer) + (key.isEmpty() ? "" : " (" + key + ")");
    }

    private static String comma(String by) {
        return by.isEmpty() ? "" : "," + by;
    }

    private String because() {
        return reason.isEmpty() ? "" : ": " + reason;
    }
}
