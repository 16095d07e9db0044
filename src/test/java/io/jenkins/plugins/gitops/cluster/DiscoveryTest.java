package io.jenkins.plugins.gitops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private static final GroupVersionKind DEPLOYMENT = new GroupVersionKind("apps", "v1", "Deployment");

    @Test
    void shouldNeedTwoRequestsForAllTypes() {
        try (Sandbox sandbox = Sandbox.start();
                ClusterGateway gateway = Gateways.open(sandbox.url(), Gateways.ONCE)) {
            assertThat(gateway.type(DEPLOYMENT)).contains(new ResourceType(DEPLOYMENT, "deployments", true));
            assertThat(gateway.type(new GroupVersionKind("", "v1", "Namespace"))
                            .get()
                            .namespaced())
                    .isFalse();
            assertThat(gateway.type("batch", "Job").get().kind().version()).isEqualTo("v1");
            assertThat(gateway.type(new GroupVersionKind("autoscaling", "v1", "Scale")))
                    .isEmpty();
            assertThat(gateway.type("", "Deployment")).isEmpty();
            assertThat(gateway.apiVersions())
                    .contains("v1", "v1/Namespace", "apps/v1", "apps/v1/Deployment")
                    .doesNotHaveDuplicates();
            assertThat(sandbox.requests().total()).isEqualTo(2);

            gateway.forgetDiscovery();
            gateway.type(DEPLOYMENT);
            assertThat(sandbox.requests().total()).isEqualTo(4);
        }
    }

    @Test
    void shouldReadAServerWithoutAggregatedDiscoveryVersionByVersion() {
        try (ScriptedServer server = legacy();
                ClusterGateway gateway = Gateways.open(server.url(), Gateways.ONCE)) {
            assertThat(gateway.type(DEPLOYMENT)).contains(new ResourceType(DEPLOYMENT, "deployments", true));
            assertThat(gateway.type(DEPLOYMENT)).isPresent();
            assertThat(gateway.type(new GroupVersionKind("", "v1", "ConfigMap")))
                    .isPresent();
            assertThat(gateway.apiVersions()).contains("v1", "apps/v1", "apps/v1/Deployment");
            assertThat(server.paths()).containsExactly("/api", "/apis", "/apis/apps/v1", "/api/v1");

            assertThat(gateway.type(new GroupVersionKind("apps", "v1", "Scale")))
                    .isEmpty();
            assertThat(gateway.type(new GroupVersionKind("example.org", "v1", "Widget")))
                    .isEmpty();
        }
    }

    @Test
    void shouldPreferTheVersionThatALegacyServerPrefers() {
        try (ScriptedServer server = legacy();
                ClusterGateway gateway = Gateways.open(server.url(), Gateways.ONCE)) {
            assertThat(gateway.type("apps", "Deployment").get().kind()).isEqualTo(DEPLOYMENT);
        }
    }

    private static ScriptedServer legacy() {
        return new ScriptedServer()
                .json("/api", 200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}")
                .json("/apis", 200, """
                        {"kind":"APIGroupList","groups":[{"name":"apps",
                         "versions":[{"groupVersion":"apps/v1beta1"},{"groupVersion":"apps/v1"}],
                         "preferredVersion":{"groupVersion":"apps/v1"}}]}""")
                .json("/api/v1", 200, """
                        {"kind":"APIResourceList","groupVersion":"v1","resources":[
                         {"name":"configmaps","namespaced":true,"kind":"ConfigMap"}]}""")
                .json("/apis/apps/v1beta1", 200, """
                        {"kind":"APIResourceList","groupVersion":"apps/v1beta1","resources":[
                         {"name":"deployments","namespaced":true,"kind":"Deployment"}]}""")
                .json("/apis/apps/v1", 200, """
                        {"kind":"APIResourceList","groupVersion":"apps/v1","resources":[
                         {"name":"deployments","namespaced":true,"kind":"Deployment"},
                         {"name":"deployments/scale","namespaced":true,"kind":"Scale","group":"autoscaling"}]}""");
    }
}
