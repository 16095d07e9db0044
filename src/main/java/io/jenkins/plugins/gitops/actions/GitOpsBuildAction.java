package io.jenkins.plugins.gitops.actions;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jenkins.model.RunAction2;
import jenkins.model.Tab;

/**
 * The deployments of one build. {@code build.xml} keeps a {@link DeploymentEntry} of each, the records themselves lie beside
 * it. A missing or damaged record is a notice on the page and never an error of the build.
 */
public final class GitOpsBuildAction extends Tab implements RunAction2 {
    /** Where the page is, below the build. */
    public static final String URL = "gitops";

    /** Replaced as a whole, never changed: it may be written to {@code build.xml} at any moment. */
    private volatile List<DeploymentEntry> deployments = new ArrayList<>();

    private transient Run<?, ?> run;
    private transient volatile SoftReference<DeploymentRecord> latest;

    private GitOpsBuildAction(Run<?, ?> run) {
        super(run);
        this.run = run;
    }

    /** @return the build's action, which is added when it has none; safe for parallel branches of one build */
    @NonNull
    public static GitOpsBuildAction of(Run<?, ?> run) {
        synchronized (run) {
            GitOpsBuildAction action = run.getAction(GitOpsBuildAction.class);
            if (action == null) {
                action = new GitOpsBuildAction(run);
                run.addAction(action);
            }
            return action;
        }
    }

    /**
     * @return the store for what this build deploys and verifies; it finds the records of earlier builds of the job too, of the
     *     last hundred
     */
    @NonNull
    public RecordStore records() {
        return new BuildRecords(this);
    }

    /** @return what this build has deployed or verified, in the order in which it began; whoever shows it checks permissions */
    @NonNull
    public List<DeploymentEntry> getDeployments() {
        return Collections.unmodifiableList(deployments);
    }

    /** @return the build */
    @NonNull
    public Run<?, ?> getRun() {
        return run;
    }

    void save(DeploymentRecord record) {
        files().write(record);
        latest = new SoftReference<>(record);
        if (put(DeploymentEntry.of(record))) {
            try {
                run.save();
            } catch (IOException e) {
                throw new GitOpsException("cannot save " + run.getFullDisplayName() + ": " + e.getMessage(), e);
            }
        }
    }

    /** @return whether {@code build.xml} is to be written */
    private synchronized boolean put(DeploymentEntry entry) {
        List<DeploymentEntry> entries = new ArrayList<>(deployments);
        for (int i = 0; i < entries.size(); i++) {
            DeploymentEntry before = entries.get(i);
            if (before.getId().equals(entry.getId())) {
                entries.set(i, entry);
                deployments = entries;
                return entry.isWorthSaving(before);
            }
        }
        entries.add(entry);
        deployments = entries;
        return true;
    }

    /**
     * @return the record as this build keeps it; empty when there is no file
     * @throws GitOpsException when it cannot be read
     */
    Optional<DeploymentRecord> load(String id) {
        SoftReference<DeploymentRecord> reference = latest;
        DeploymentRecord cached = reference == null ? null : reference.get();
        if (cached != null && cached.id().equals(id)) {
            return Optional.of(cached);
        }
        Optional<DeploymentRecord> record = files().read(id);
        record.ifPresent(read -> latest = new SoftReference<>(read));
        return record;
    }

    private RecordFiles files() {
        return new RecordFiles(run.getRootDir().toPath(), run.getFullDisplayName());
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        bind(attached);
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        bind(loaded);
    }

    private void bind(Run<?, ?> build) {
        run = build;
        object = build;
    }

    private Object readResolve() {
        if (deployments == null) {
            deployments = new ArrayList<>();
        }
        return this;
    }

    @Override
    public String getIconFileName() {
        return "symbol-cloud-upload-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return "GitOps";
    }

    @Override
    public String getUrlName() {
        return URL;
    }
}
