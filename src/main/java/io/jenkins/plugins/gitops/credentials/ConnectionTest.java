package io.jenkins.plugins.gitops.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitops.cluster.ClusterAccess;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.access.Survey;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells the one who configures an environment what its credentials may do in its cluster. It changes nothing there. */
public final class ConnectionTest {
    /** Somebody waits for it, and a server that needs longer would make no good deployments either. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final String ROLES = "https://github.com/jenkinsci/gitops-plugin/blob/main/docs/rbac.md";

    private ConnectionTest() {}

    /**
     * @param environment as the form has it now
     * @param context the item whose form it is, which the one who asks may configure; null for the one of Jenkins itself
     */
    public static FormValidation of(GitOpsEnvironment environment, @CheckForNull Item context) {
        try {
            ClusterAccess access =
                    ClusterLogin.of(environment, context).access().within(LIMIT);
            String namespace = environment.getNamespace() == null ? access.namespace() : environment.getNamespace();
            try (ClusterGateway cluster = access.open(Retry.NEVER)) {
                return answer(Survey.of(cluster, namespace), cluster.server(), namespace);
            }
        } catch (ClusterException e) {
            return FormValidation.error(refusal(e));
        } catch (GitOpsException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static FormValidation answer(Survey survey, String server, String namespace) {
        List<String> lines = new ArrayList<>();
        lines.add(Messages.ConnectionTest_reached(survey.version(), server));
        if (!survey.namespaceIsThere()) {
            lines.add(Messages.ConnectionTest_namespace(namespace));
        }
        if (!survey.allowed().isEmpty()) {
            lines.add(Messages.ConnectionTest_allowed(namespace));
            lines.addAll(survey.allowed());
        }
        if (!survey.denied().isEmpty()) {
            lines.add(Messages.ConnectionTest_denied(namespace));
            lines.addAll(survey.missing());
            lines.add(Messages.ConnectionTest_roles(ROLES));
        }
        String text = String.join("\n", lines);
        if (survey.allowed().isEmpty()) {
            return FormValidation.error(text);
        }
        return survey.denied().isEmpty() && survey.namespaceIsThere()
                ? FormValidation.ok(text)
                : FormValidation.warning(text);
    }

    /** What a server has sent stays out of it: whoever it is, it may be none that the one who asks could read. */
    private static String refusal(ClusterException failure) {
        return switch (failure.reason()) {
            case UNREACHABLE, INTERRUPTED -> failure.getMessage();
            case UNAUTHORIZED -> Messages.ConnectionTest_unauthorized();
            case FORBIDDEN -> Messages.ConnectionTest_forbidden();
            default -> Messages.ConnectionTest_strange(failure.code());
        };
    }
}
