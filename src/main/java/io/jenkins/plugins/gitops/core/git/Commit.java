package io.jenkins.plugins.gitops.core.git;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The commit that a source was read at.
 *
 * @param id the full hexadecimal id
 * @param author name and e-mail address as Git has them: {@code Name <address>}
 * @param committer the same of who has committed it; empty when unknown
 * @param time when it was committed
 * @param subject the first line of its message
 * @param branch the branch that was checked out, empty when detached or bare
 * @param remote the URL of the branch's remote, or of {@code origin}, without user information; empty when there is none
 * @param dirty paths under the source directory, relative to it, whose content is not that of the commit
 * @param signature its signature; empty when unknown
 */
public record Commit(
        String id,
        String author,
        String committer,
        Instant time,
        String subject,
        String branch,
        String remote,
        List<String> dirty,
        Optional<Signature> signature) {
    public Commit {
        dirty = List.copyOf(dirty);
    }

    /** A commit of which committer and signature are unknown. */
    public Commit(
            String id, String author, Instant time, String subject, String branch, String remote, List<String> dirty) {
        this(id, author, "", time, subject, branch, remote, dirty, Optional.empty());
    }

    /** @return the same commit with other changed files */
    public Commit withDirty(List<String> others) {
        return new Commit(id, author, committer, time, subject, branch, remote, others, signature);
    }

    /** @return the same commit after somebody has looked at its signature */
    public Commit with(Signature checked) {
        return new Commit(id, author, committer, time, subject, branch, remote, dirty, Optional.of(checked));
    }

    /** @return the first nine digits of the id, with a {@code +} when the files were changed after the commit */
    public String shortId() {
        return id.substring(0, Math.min(9, id.length())) + (dirty.isEmpty() ? "" : "+");
    }
}
