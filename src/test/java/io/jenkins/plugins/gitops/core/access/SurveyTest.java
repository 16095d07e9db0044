package io.jenkins.plugins.gitops.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.cluster.Gateways;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.sandbox.http.Access;
import io.jenkins.plugins.gitops.sandbox.http.LoggedRequest;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a credential may do, asked without a deployment. */
class SurveyTest {
    private final Sandbox sandbox = Sandbox.builder().workloads(false).start();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void shouldFindNothingMissingForAnAdministrator() {
        Survey survey = ask("default");

        assertThat(survey.version()).isEqualTo("v1.36.3+sandbox");
        assertThat(survey.missing()).isEmpty();
        assertThat(survey.namespaceIsThere()).isTrue();
        assertThat(survey.allowed())
                .contains(
                        "get, list, watch, create, patch, delete: deployments.apps, statefulsets.apps, daemonsets.apps,"
                                + " jobs.batch, cronjobs.batch, services, ingresses.networking.k8s.io, serviceaccounts,"
                                + " persistentvolumeclaims")
                .contains("get, create, update: leases.coordination.k8s.io");
        assertThat(sandbox.requests().all())
                .as("it asks, and changes nothing")
                .extracting(LoggedRequest::path)
                .containsExactly(
                        "/version",
                        "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                        "/api/v1/namespaces/default");
    }

    @Test
    void shouldTellWhatIsMissingAndWhatFor() {
        allow(access -> !access.resource().equals("leases")
                && !(Set.of("services", "ingresses").contains(access.resource())
                        && access.verb().equals("delete")));

        assertThat(ask("default").missing())
                .containsExactly(
                        "get, create, update: leases.coordination.k8s.io (for the lock of an app)",
                        "delete: services, ingresses.networking.k8s.io (for apps that declare it)");
    }

    @Test
    void shouldTellThatThereIsNoSuchNamespace() {
        assertThat(ask("nowhere").namespaceIsThere()).isFalse();
    }

    @Test
    void shouldGrantNothingToACredentialThatMayDoNothing() {
        allow(access -> false);

        Survey survey = ask("default");

        assertThat(survey.allowed()).isEmpty();
        assertThat(survey.denied()).hasSameSizeAs(survey.asked());
    }

    @Test
    void shouldFailWhenTheServerDoesNotAnswer() {
        sandbox.faults().on("GET", "/version").always().answer(503, "ServiceUnavailable", "starting");

        assertThatThrownBy(() -> ask("default")).isInstanceOf(ClusterException.class);
    }

    private void allow(Predicate<Access> rule) {
        Set<String> reviews = Set.of("selfsubjectrulesreviews", "selfsubjectaccessreviews");
        sandbox.allow(access -> reviews.contains(access.resource()) || rule.test(access));
    }

    private Survey ask(String namespace) {
        try (ClusterGateway cluster = Gateways.open(sandbox.url(), Gateways.ONCE)) {
            return Survey.of(cluster, namespace);
        }
    }
}
