package io.jenkins.plugins.gitops.git;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A repository on disk, read with JGit. Nothing is written to it and no program is started. */
public final class JGitRepository implements GitRepository {
    private final Repository repository;

    private JGitRepository(Repository repository) {
        this.repository = repository;
    }

    /**
     * Opens the repository that a directory belongs to.
     *
     * @param directory a directory in the work tree, of a linked work tree, or a bare repository
     * @return the repository, or empty when the directory belongs to none
     * @throws GitOpsException when there is one that cannot be read
     */
    public static Optional<GitRepository> open(Path directory) {
        FileRepositoryBuilder builder = new FileRepositoryBuilder()
                .findGitDir(directory.toAbsolutePath().toFile());
        if (builder.getGitDir() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JGitRepository(builder.setMustExist(true).build()));
        } catch (IOException e) {
            throw new GitOpsException("cannot read the Git repository of " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Commit> describe(Path directory) {
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId head = repository.resolve(Constants.HEAD);
            if (head == null) {
                return Optional.empty();
            }
            String reference = repository.getFullBranch();
            String branch = reference.startsWith(Constants.R_HEADS) ? Repository.shortenRefName(reference) : "";
            return Optional.of(Commits.of(
                    walk.parseCommit(head), branch, remote(), DirtyPaths.under(directory, root(), repository)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Commit resolve(String revision) {
        try (RevWalk walk = new RevWalk(repository)) {
            return commit(parse(walk, revision));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void export(String revision, String path, Path target) {
        try (RevWalk walk = new RevWalk(repository)) {
            new TreeExport(repository, revision, target)
                    .export(parse(walk, revision).getTree(), path);
        } catch (IOException e) {
            throw new GitOpsException("cannot export '" + path + "' at " + revision + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isAncestor(String ancestor, String commit) {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit older = parse(walk, ancestor);
            RevCommit newer = parse(walk, commit);
            if (older.equals(newer)) {
                return false;
            }
            boolean reached = walk.isMergedInto(older, newer);
            // In a shallow clone a walk ends early; only the opposite answer proves that it would not have arrived.
            if (!reached && isShallow() && !walk.isMergedInto(newer, older)) {
                throw new GitOpsException("this clone is shallow, and what it holds does not connect " + ancestor
                        + " and " + commit + "; fetch more history");
            }
            return reached;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public List<Commit> between(String from, String to, int limit) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.TOPO);
            walk.markStart(parse(walk, to));
            walk.markUninteresting(parse(walk, from));
            List<Commit> commits = new ArrayList<>();
            for (RevCommit next = walk.next(); next != null && commits.size() < limit; next = walk.next()) {
                commits.add(commit(next));
            }
            return commits;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Path root() {
        if (repository.isBare()) {
            throw new GitOpsException(repository.getDirectory() + " is a bare repository, without a work tree");
        }
        return repository.getWorkTree().toPath();
    }

    @Override
    public void close() {
        repository.close();
    }

    private boolean isShallow() throws IOException {
        return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    }

    private RevCommit parse(RevWalk walk, String revision) throws IOException {
        try {
            ObjectId id = repository.resolve(revision + "^{commit}");
            if (id != null) {
                return walk.parseCommit(id);
            }
        } catch (MissingObjectException | RevisionSyntaxException e) {
            throw noCommit(revision, e);
        }
        throw noCommit(revision, null);
    }

    private Commit commit(RevCommit commit) {
        return Commits.of(commit, "", remote(), List.of());
    }

    private String remote() {
        return Commits.withoutUser(repository.getConfig().getString("remote", "origin", "url"));
    }

    private static GitOpsException noCommit(String revision, Exception cause) {
        return new GitOpsException(
                "there is no commit '" + revision + "' in this clone; correct it, or fetch more history", cause);
    }

    private GitOpsException unreadable(IOException e) {
        return new GitOpsException(
                "cannot read the Git repository " + repository.getDirectory() + ": " + e.getMessage(), e);
    }
}
