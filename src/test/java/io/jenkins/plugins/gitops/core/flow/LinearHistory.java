package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.git.SignedContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository with one line of commits, each named by a letter: {@link Request#at}. */
final class LinearHistory implements GitRepository {
    private final String letters;

    /** @param letters the commits, oldest first */
    LinearHistory(String letters) {
        this.letters = letters;
    }

    @Override
    public boolean isAncestor(String ancestor, String commit) {
        return place(ancestor) < place(commit);
    }

    @Override
    public List<Commit> between(String from, String to, int limit) {
        List<Commit> commits = new ArrayList<>();
        for (int i = place(to); i > place(from); i--) {
            commits.add(Request.commit(letters.charAt(i)));
        }
        return commits;
    }

    private int place(String id) {
        int place = letters.indexOf(id.charAt(0));
        if (place < 0) {
            throw new GitOpsException("no commit " + id);
        }
        return place;
    }

    @Override
    public Optional<Commit> describe(Path directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Commit resolve(String revision) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> export(String revision, Path target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> tags(String commit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SignedContent> signed(String commit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> missingSubmodules(Path directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path directory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isBare() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path root() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
