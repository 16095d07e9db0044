package io.jenkins.plugins.gitops.git;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.git.SignedContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.submodule.SubmoduleWalk;

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
                    walk.parseCommit(head), branch, remote(branch), DirtyPaths.under(directory, root(), repository)));
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
    public Map<String, String> export(String revision, Path target) {
        try (RevWalk walk = new RevWalk(repository)) {
            return new TreeExport(repository, revision, target)
                    .export(parse(walk, revision).getTree());
        } catch (IOException e) {
            throw new GitOpsException("cannot export " + revision + ": " + e.getMessage(), e);
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
    public List<String> tags(String commit) {
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId wanted = parse(walk, commit);
            List<String> tags = new ArrayList<>();
            for (Ref tag : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
                if (wanted.equals(walk.peel(walk.parseAny(tag.getObjectId())))) {
                    tags.add(Repository.shortenRefName(tag.getName()));
                }
            }
            return tags.stream().sorted().toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Optional<SignedContent> signed(String commit) {
        try (RevWalk walk = new RevWalk(repository)) {
            return Commits.signed(parse(walk, commit));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public List<String> missingSubmodules(Path directory) {
        Path wanted = directory.toAbsolutePath().normalize();
        try (SubmoduleWalk walk = SubmoduleWalk.forIndex(repository)) {
            List<String> missing = new ArrayList<>();
            while (walk.next()) {
                Path submodule = root().resolve(walk.getPath());
                boolean concerned = submodule.startsWith(wanted) || wanted.startsWith(submodule);
                if (concerned && !Files.exists(submodule.resolve(Constants.DOT_GIT))) {
                    missing.add(walk.getPath());
                }
            }
            return missing;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Path directory() {
        return repository.getDirectory().toPath();
    }

    @Override
    public boolean isBare() {
        return repository.isBare();
    }

    @Override
    public Path root() {
        if (repository.isBare()) {
            throw new GitOpsException(repository.getDirectory()
                    + " is a bare repository, without a work tree; say at which revision to read it");
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
        return Commits.of(commit, "", remote(""), List.of());
    }

    /** @return the remote of the branch, or origin, or the only one there is */
    private String remote(String branch) {
        Config config = repository.getConfig();
        String tracked = config.getString("branch", branch, "remote");
        Set<String> names = config.getSubsections("remote");
        String name = tracked != null && names.contains(tracked) || names.size() != 1
                ? Objects.requireNonNullElse(tracked, Constants.DEFAULT_REMOTE_NAME)
                : names.iterator().next();
        return Commits.withoutUser(config.getString("remote", name, "url"));
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
