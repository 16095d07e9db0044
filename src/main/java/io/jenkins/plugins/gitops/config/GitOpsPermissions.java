package io.jenkins.plugins.gitops.config;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.model.queue.WorkUnit;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import io.jenkins.plugins.gitops.core.GitOpsException;
import org.springframework.security.core.Authentication;

/**
 * What somebody may see and do with deployments. Each is implied by what was needed before it existed, so that nobody
 * loses anything when the plugin is installed: who may read a job sees its deployments, who may build it deploys, prunes and
 * rolls back. Deploy alone brings neither of the other two.
 */
public final class GitOpsPermissions {
    public static final PermissionGroup GROUP =
            new PermissionGroup(GitOpsPermissions.class, Messages._GitOpsPermissions_title());
    private static final PermissionScope[] SCOPES = {PermissionScope.ITEM, PermissionScope.RUN};

    /** To see plans, differences and records. */
    public static final Permission VIEW =
            new Permission(GROUP, "View", Messages._GitOpsPermissions_view(), Item.READ, true, SCOPES);
    /** To plan against a cluster, to deploy and to verify. */
    public static final Permission DEPLOY =
            new Permission(GROUP, "Deploy", Messages._GitOpsPermissions_deploy(), Item.BUILD, true, SCOPES);
    /** To delete what is no longer declared. */
    public static final Permission PRUNE =
            new Permission(GROUP, "Prune", Messages._GitOpsPermissions_prune(), Item.BUILD, true, SCOPES);
    /** To go back to an earlier deployment. */
    public static final Permission ROLLBACK =
            new Permission(GROUP, "Rollback", Messages._GitOpsPermissions_rollback(), Item.BUILD, true, SCOPES);

    private GitOpsPermissions() {}

    /** Makes Jenkins know the permissions before it reads who has them. */
    @Initializer(before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void register() {
        // Being called is enough: it makes Java initialize this class.
    }

    /**
     * Checks what a build may do: it has the permissions of whom it runs as, which is everything unless builds are told
     * to run as somebody.
     *
     * @throws GitOpsException naming the permission, the job and who lacks it
     */
    public static void check(Run<?, ?> run, Permission permission) {
        Job<?, ?> job = run.getParent();
        Authentication authentication = authentication(run);
        if (!job.getACL().hasPermission2(authentication, permission)) {
            throw new GitOpsException(Messages.GitOpsPermissions_missing(
                    authentication.getName(), permission.group.title + "/" + permission.name, job.getFullName()));
        }
    }

    private static Authentication authentication(Run<?, ?> run) {
        Executor executor = run.getExecutor();
        WorkUnit unit = executor == null ? null : executor.getCurrentWorkUnit();
        if (unit != null) {
            return unit.context.item.authenticate2();
        }
        return run.getParent() instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }
}
