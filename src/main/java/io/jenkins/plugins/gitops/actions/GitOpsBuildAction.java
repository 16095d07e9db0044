package io.jenkins.plugins.gitops.actions;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.gitops.config.GitOpsPermissions;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jenkins.management.Badge;
import jenkins.model.RunAction2;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The deployments of one build. {@code build.xml} keeps a {@link DeploymentEntry} of each, the records themselves lie beside
 * it. A missing or damaged record is a notice on the page and never an error of the build.
 */
@ExportedBean
public final class GitOpsBuildAction extends Tab implements RunAction2, StaplerProxy {
    /** Where the page is, below the build. */
    public static final String URL = "gitops";

    static final String ICON = "symbol-cloud-upload-outline plugin-ionicons-api";

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

    Run<?, ?> run() {
        return run;
    }

    void save(DeploymentRecord record) {
        files().write(record);
        latest = null;
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

    /** @return this, for those who may see deployments */
    @Override
    public Object getTarget() {
        run.checkPermission(GitOpsPermissions.VIEW);
        return this;
    }

    private boolean isVisible() {
        return run.hasPermission(GitOpsPermissions.VIEW);
    }

    /** @return what this build has deployed or verified, nothing for those who may not see it: the build exports it too */
    @Exported(name = "deployments")
    @Restricted(NoExternalUse.class)
    public List<DeploymentEntry> getVisibleDeployments() {
        return isVisible() ? getDeployments() : List.of();
    }

    /** @return the same for pages */
    @Restricted(NoExternalUse.class)
    public List<DeploymentLine> getLines() {
        return getVisibleDeployments().stream()
                .map(entry -> new DeploymentLine(run, entry))
                .toList();
    }

    /** @return the page of the only deployment, or null when there are none or several */
    @Restricted(NoExternalUse.class)
    public DeploymentPage getOnly() {
        List<DeploymentEntry> all = getDeployments();
        return all.size() == 1 ? new DeploymentPage(this, all.get(0)) : null;
    }

    /** @return the page of a deployment, or null when this build has none of that id */
    @Restricted(NoExternalUse.class)
    public DeploymentPage getDeployment(String id) {
        return getDeployments().stream()
                .filter(entry -> entry.getId().equals(id))
                .findFirst()
                .map(entry -> new DeploymentPage(this, entry))
                .orElse(null);
    }

    public Api getApi() {
        return new Api(this);
    }

    /** @return what is wrong with the deployments, or null */
    @Override
    public Badge getBadge() {
        return isVisible() ? DeploymentBadge.of(getLines()) : null;
    }

    /** @return null for those who may not see it */
    @Override
    public String getIconFileName() {
        return isVisible() ? ICON : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.GitOpsBuildAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }
}
