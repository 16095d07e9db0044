package io.jenkins.plugins.gitops.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Finds credentials by their id, as somebody may see them. */
interface CredentialsLookup {
    /**
     * @param server the URL that they are meant for: those of a domain that leaves it out are not found; null when it is
     *     not known yet
     * @return null when there are none
     */
    @CheckForNull
    StandardCredentials find(String id, @CheckForNull String server);

    /**
     * What a build may use: the credentials of the folders that it is in and of Jenkins, as far as the one may whom it
     * runs as. What is used is remembered as such.
     *
     * @param system whether credentials of scope System are seen too, which no job can use by itself, whoever runs it
     */
    static CredentialsLookup of(Run<?, ?> run, boolean system) {
        return (id, server) -> {
            List<DomainRequirement> requirements = requirements(server);
            StandardCredentials found =
                    CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, requirements);
            if (found == null && system) {
                StandardCredentials any = ofJenkins(id, requirements);
                found = any != null && any.getScope() == CredentialsScope.SYSTEM ? any : null;
            }
            return found == null ? null : CredentialsProvider.track(run, found);
        };
    }

    /**
     * What a form of an item offers.
     *
     * @param item null for a form of Jenkins itself
     */
    static CredentialsLookup of(@CheckForNull Item item) {
        return (id, server) -> item == null
                ? ofJenkins(id, requirements(server))
                : CredentialsProvider.findCredentialByIdInItem(
                        id, StandardCredentials.class, item, authentication(item), requirements(server));
    }

    static Authentication authentication(@CheckForNull Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }

    static List<DomainRequirement> requirements(@CheckForNull String server) {
        return URIRequirementBuilder.fromUri(server).build();
    }

    private static StandardCredentials ofJenkins(String id, List<DomainRequirement> requirements) {
        return CredentialsProvider.findCredentialByIdInItemGroup(
                id, StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, requirements);
    }
}
