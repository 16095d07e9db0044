package io.jenkins.plugins.gitops.core.git;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * The commit that a source was read at.
 *
 * @param id the full hexadecimal id
 * @param author name and e-mail address as Git has them: {@code Name <address>}
 * @param time when it was committed
 * @param subject the first line of its message
 * @param branch the branch that was checked out, empty when detached or bare
 * @param remote the URL of {@code origin} without user information, empty when there is none
 * @param dirty paths under the source directory, relative to it, whose content is not that of the commit
 */
public record Commit(
        String id, String author, Instant time, String subject, String branch, String remote, List<String> dirty)
        implements Serializable {

    /** @return the first nine digits of the id, with a {@code +} when the files were changed after the commit */
    public String shortId() {
        return id.substring(0, Math.min(9, id.length())) + (dirty.isEmpty() ? "" : "+");
    }
}
