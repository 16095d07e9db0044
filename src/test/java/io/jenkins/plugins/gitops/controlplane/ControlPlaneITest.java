package io.jenkins.plugins.gitops.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test class can have a control plane of its own beside the one that all share. */
class ControlPlaneITest {
    @RegisterExtension
    static final ControlPlane shared = ControlPlane.shared();

    @RegisterExtension
    static final ControlPlane own = ControlPlane.own();

    @Test
    void shouldServeSideBySide() {
        String namespace = own.namespace();

        try (ClusterGateway mine = own.gateway();
                ClusterGateway everybodys = shared.gateway()) {
            assertThat(mine.version()).startsWith("v1.");
            assertThat(mine.server()).isNotEqualTo(everybodys.server());
        }
        assertThat(shared.tryKubectl("get", "namespace", namespace).error()).contains("NotFound");
    }
}
