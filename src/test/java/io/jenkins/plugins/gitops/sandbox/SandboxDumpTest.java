package io.jenkins.plugins.gitops.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jenkins.plugins.gitops.sandbox.api.Yaml;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two sandboxes in the same state have the same dump, however they got there. */
class SandboxDumpTest {

    private static final String MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}";
    private static final String SERVICE =
            "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: default}, spec: {ports: [{port: 80}]}}";
    private static final String OTHER = SERVICE.replace("name: s", "name: t");

    @Test
    void leavesOutWhatNoTwoClustersShare() {
        try (Sandbox one = Sandbox.builder().workloads(false).start();
                Sandbox two = Sandbox.builder().workloads(false).start()) {
            List.of(MAP, SERVICE, OTHER).forEach(object -> one.apply("x", false, Yaml.parse(object, true)));
            List.of(OTHER, SERVICE, MAP).forEach(object -> two.apply("y", false, Yaml.parse(object, true)));
            assertEquals(one.dumpWithoutVolatile(), two.dumpWithoutVolatile());
            assertNotEquals(one.dump(), two.dump());
            two.patch("y", "v1", "ConfigMap", "default", "a", "{\"data\":{\"k\":\"v\"}}");
            assertNotEquals(one.dumpWithoutVolatile(), two.dumpWithoutVolatile());
        }
    }
}
