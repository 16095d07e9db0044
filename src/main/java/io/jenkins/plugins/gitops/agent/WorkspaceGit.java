package io.jenkins.plugins.gitops.agent;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.CommitGraph;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.git.JGitRepository;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.MasterToSlaveFileCallable;

/** The repository in a build's workspace, asked from the controller. */
public final class WorkspaceGit implements CommitGraph {
    private final FilePath directory;

    /** @param directory a directory of the work tree */
    public WorkspaceGit(FilePath directory) {
        this.directory = directory;
    }

    @Override
    public boolean isAncestor(String ancestor, String commit) {
        return ask(new IsAncestor(ancestor, commit));
    }

    @Override
    public List<Commit> between(String from, String to, int limit) {
        return ask(new Between(from, to, limit)).stream()
                .limit(limit)
                .map(CommitOnWire::unpack)
                .toList();
    }

    private <T> T ask(Question<T> question) {
        try {
            return directory.act(question);
        } catch (IOException e) {
            throw new GitOpsException("the agent cannot be asked about its Git repository: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitOpsException("asking the agent about its Git repository was interrupted", e);
        }
    }

    /** What is asked; it is sent to the agent. */
    private abstract static class Question<T> extends MasterToSlaveFileCallable<T> {
        private static final long serialVersionUID = 1L;

        abstract T of(GitRepository repository);

        @Override
        public T invoke(File file, VirtualChannel channel) {
            try (GitRepository repository = JGitRepository.open(file.toPath())
                    .orElseThrow(() -> new GitOpsException("the workspace is in no Git repository any more"))) {
                return of(repository);
            }
        }
    }

    private static final class IsAncestor extends Question<Boolean> {
        private static final long serialVersionUID = 1L;

        private final String ancestor;
        private final String commit;

        IsAncestor(String ancestor, String commit) {
            this.ancestor = ancestor;
            this.commit = commit;
        }

        @Override
        Boolean of(GitRepository repository) {
            return repository.isAncestor(ancestor, commit);
        }
    }

    private static final class Between extends Question<ArrayList<String>> {
        private static final long serialVersionUID = 1L;

        private final String from;
        private final String to;
        private final int limit;

        Between(String from, String to, int limit) {
            this.from = from;
            this.to = to;
            this.limit = limit;
        }

        @Override
        ArrayList<String> of(GitRepository repository) {
            return repository.between(from, to, limit).stream()
                    .map(CommitOnWire::pack)
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }
}
