package io.jenkins.plugins.gitops.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ApplySetTest {
    @Test
    void shouldHashNameNamespaceKindAndGroupAsKubectlDoes() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("my-set.default.ConfigMap.".getBytes("UTF-8"));

        assertThat(ApplySet.id("my-set", "default", "ConfigMap", ""))
                .isEqualTo("applyset-" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "-v1")
                .hasSize(55)
                .matches("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    }

    @Test
    void shouldBeAnotherForAnotherAppOrNamespace() {
        assertThat(ApplySet.id("a", "b")).isNotEqualTo(ApplySet.id("b", "a")).isNotEqualTo(ApplySet.id("a", "c"));
        assertThat(ApplySet.id("webapp", "default"))
                .isEqualTo(ApplySet.id("gitops-webapp", "default", "ConfigMap", ""));
    }
}
