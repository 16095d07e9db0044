package io.jenkins.plugins.gitops.git;

import io.jenkins.plugins.gitops.core.git.Commit;
import java.net.URISyntaxException;
import java.util.List;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.URIish;

/** Tells of JGit's commits in the engine's words. */
final class Commits {
    private Commits() {}

    static Commit of(RevCommit commit, String branch, String remote, List<String> dirty) {
        PersonIdent author = commit.getAuthorIdent();
        return new Commit(
                commit.name(),
                author.getName() + " <" + author.getEmailAddress() + ">",
                commit.getCommitterIdent().getWhenAsInstant(),
                commit.getShortMessage(),
                branch,
                remote,
                dirty);
    }

    /** @return the URL without user and password; empty when there is none that can be read */
    static String withoutUser(String url) {
        if (url == null) {
            return "";
        }
        try {
            return new URIish(url).setUser(null).setPass(null).toString();
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
