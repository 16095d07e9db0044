package io.jenkins.plugins.gitops.git;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.git.SignedContent;
import java.io.ByteArrayOutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.RawParseUtils;

/** Tells of JGit's commits in the engine's words. */
final class Commits {
    private static final byte[] SIGNATURE = "gpgsig ".getBytes(StandardCharsets.US_ASCII);

    private Commits() {}

    static Commit of(RevCommit commit, String branch, String remote, List<String> dirty) {
        return new Commit(
                commit.name(),
                name(commit.getAuthorIdent()),
                name(commit.getCommitterIdent()),
                commit.getCommitterIdent().getWhenAsInstant(),
                commit.getShortMessage(),
                branch,
                remote,
                dirty,
                Optional.of(signed(commit)
                        .map(signed -> Signature.unchecked(signed.format()))
                        .orElse(Signature.NONE)));
    }

    private static String name(PersonIdent person) {
        return person.getName() + " <" + person.getEmailAddress() + ">";
    }

    /** @return the signature of a commit whose content has been read; empty when it is not signed */
    static Optional<SignedContent> signed(RevCommit commit) {
        byte[] signature = commit.getRawGpgSignature();
        return signature == null
                ? Optional.empty()
                : Optional.of(new SignedContent(
                        unsigned(commit.getRawBuffer()), new String(signature, StandardCharsets.US_ASCII)));
    }

    /** What was signed is the commit before the header with the signature was put in. */
    private static byte[] unsigned(byte[] raw) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(raw.length);
        boolean header = true;
        boolean skipped = false;
        for (int start = 0; start < raw.length; ) {
            int end = start;
            while (end < raw.length && raw[end] != '\n') {
                end++;
            }
            end = Math.min(end + 1, raw.length);
            header = header && end - start > 1;
            skipped = header && (RawParseUtils.match(raw, start, SIGNATURE) >= 0 || skipped && raw[start] == ' ');
            if (!skipped) {
                rest.write(raw, start, end - start);
            }
            start = end;
        }
        return rest.toByteArray();
    }

    /** @return the URL without user, password and query, any of which may be a credential; empty when it cannot be read */
    static String withoutUser(String url) {
        if (url == null) {
            return "";
        }
        try {
            return new URIish(url).setUser(null).setPass(null).toString().replaceFirst("[?#].*", "");
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
