package io.jenkins.plugins.gitops.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.gitops.cluster.ClusterAccess;
import io.jenkins.plugins.gitops.cluster.ServiceAccount;
import io.jenkins.plugins.gitops.config.Environments;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.List;

/**
 * What the controller uses to reach the cluster of an environment. It lives as long as one build or one form's question,
 * never leaves the controller and is never stored.
 */
public final class ClusterLogin {
    private final ClusterAccess access;

    private ClusterLogin(ClusterAccess access) {
        this.access = access;
    }

    /**
     * Logs a build in, with credentials that it may use. Whether it may deploy to the environment at all was checked
     * before, by {@link Environments#checkAllowed}.
     *
     * @param environment as {@link Environments} has found it for the build's job
     * @throws GitOpsException when the credentials are missing, of a type that logs nobody in, not meant for the
     *     environment's server, or refused
     */
    public static ClusterLogin of(GitOpsEnvironment environment, Run<?, ?> run) {
        boolean global = Environments.isGlobal(environment);
        return of(environment, global, CredentialsLookup.of(run, global));
    }

    /**
     * Logs a form in that asks about an environment, with the credentials that its drop-down offers. Whether the one who
     * asks may do that was checked before.
     *
     * @param context the item whose form it is; null for the one of Jenkins itself
     * @throws GitOpsException as for a build
     */
    public static ClusterLogin of(GitOpsEnvironment environment, @CheckForNull Item context) {
        return of(environment, context == null, CredentialsLookup.of(context));
    }

    private static ClusterLogin of(GitOpsEnvironment environment, boolean global, CredentialsLookup lookup) {
        if (environment.isInCluster()) {
            return new ClusterLogin(inCluster(environment, global));
        }
        String id = environment.getCredentialsId();
        if (id == null) {
            throw new GitOpsException(Messages.ClusterLogin_none(environment.getName()));
        }
        StandardCredentials found = lookup.find(id, environment.getServer());
        if (found == null) {
            throw new GitOpsException(
                    lookup.find(id, null) == null
                            ? Messages.ClusterLogin_missing(id, environment.getName())
                            : Messages.ClusterLogin_domain(id, environment.getServer()));
        }
        ClusterAccess access = new CredentialsAccess(environment).open(found);
        // A kubeconfig names its server itself, so only now it is known where the credentials would be sent.
        if (lookup.find(id, access.server()) == null) {
            throw new GitOpsException(Messages.ClusterLogin_domain(id, access.server()));
        }
        return new ClusterLogin(access);
    }

    private static ClusterAccess inCluster(GitOpsEnvironment environment, boolean global) {
        if (!global) {
            throw new GitOpsException(Messages.ClusterLogin_folder(environment.getName()));
        }
        return ServiceAccount.ofThisPod().access();
    }

    /** @return address and credentials, complete */
    public ClusterAccess access() {
        return access;
    }

    /** @return every secret in it, in every form that a log must not show; see {@link MaskedLog} */
    public List<String> secrets() {
        return access.secrets();
    }
}
