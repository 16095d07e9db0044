package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.check.HttpCheck;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.HealthExpressions;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Test hooks and requests to Services with Kubernetes' own controllers and its own proxy. */
@Timeout(120)
class VerifyChecksControlPlaneITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private final MemoryRecords records = new MemoryRecords();
    private final Lines lines = new Lines();
    private ClusterGateway cluster;
    private Target target;

    @BeforeEach
    void open() {
        cluster = CONTROL_PLANE.gateway();
        target = new Target("webapp", "test", CONTROL_PLANE.namespace());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void deploy(List<Manifest> manifests) {
        DeploymentRecord record = new Deploy(cluster, records, Optional.empty(), Clock.systemUTC(), lines)
                .run(Request.of(manifests).to(target).build());
        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
    }

    private Verify.Outcome verify(Optional<Duration> tests, HttpCheck... checks) {
        return new Verify(cluster, records, WaitClock.system(), lines)
                .with(new VerifyOptions(HealthExpressions.STANDARD, Duration.ZERO, tests, List.of(checks)))
                .run(target, Duration.ofSeconds(30), Duration.ZERO);
    }

    private static HttpCheck check(String url, int attempts) {
        HttpCheck check = HttpCheck.of(url);
        return new HttpCheck(url, check.service(), "", check.path(), 0, "", attempts, Duration.ofSeconds(5));
    }

    @Test
    void shouldRunTests() {
        deploy(Rig.file("tests/app.yaml"));

        Verify.Outcome outcome = verify(Optional.of(Duration.ofSeconds(30)));

        assertThat(outcome.reasons()).isEmpty();
        assertThat(outcome.checks())
                .extracting(CheckResult::name)
                .containsExactly("ConfigMap/fixtures", "Pod/smoke", "Job.batch/thorough");
        assertThat(kubectl("get", "pods", "-o", "name"))
                .contains("pod/thorough-")
                .doesNotContain("pod/smoke");
    }

    @Test
    void shouldAskAServiceThroughTheApiServer() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address(), 0), 0);
        server.createContext("/healthz", exchange -> {
            byte[] body = ("asked " + exchange.getRequestURI()).getBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            deploy(Rig.yaml("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: web}
                    spec: {selector: {app: web}, ports: [{port: 80, targetPort: %d}]}
                    """.formatted(server.getAddress().getPort())));
            podAt(address());
            HttpCheck plain = HttpCheck.of("http://web/healthz?full=a%20b");
            HttpCheck wanting = new HttpCheck(
                    "health",
                    plain.service(),
                    "",
                    plain.path(),
                    200,
                    "asked /healthz?full=a%20b",
                    5,
                    Duration.ofSeconds(5));

            Verify.Outcome outcome = verify(Optional.empty(), wanting, check("http://web/other", 1));

            assertThat(outcome.reasons())
                    .singleElement()
                    .asString()
                    .startsWith("http://web/other: answered 404 instead of 2xx");
            assertThat(outcome.checks()).extracting(CheckResult::passed).containsExactly(true, false);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldTellThatNothingServes() {
        deploy(Rig.yaml("{apiVersion: v1, kind: Service, metadata: {name: web},"
                + " spec: {selector: {app: web}, ports: [{port: 80}]}}"));
        awaitEndpoints("{.metadata.name}", "web");

        assertThat(verify(Optional.empty(), check("http://web/", 1), check("http://other/", 1))
                        .reasons())
                .containsExactly(
                        "http://web/: answered 503 instead of 2xx: no endpoints available for service \"web\"",
                        "http://other/: answered 404 instead of 2xx: services \"other\" not found");
    }

    /** A Pod that the Service selects and that claims to be at this address: there is no network of Pods here. */
    private void podAt(InetAddress address) {
        kubectl("run", "web", "--image=web", "--labels=app=web");
        kubectl("wait", "pod/web", "--for=condition=Ready", "--timeout=30s");
        String ip = address.getHostAddress();
        kubectl(
                "patch",
                "pod/web",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\":{\"podIP\":\"%s\",\"podIPs\":[{\"ip\":\"%s\"}]}}".formatted(ip, ip));
        awaitEndpoints("{.subsets[0].addresses[0].ip}", ip);
    }

    private void awaitEndpoints(String path, String value) {
        kubectl("wait", "endpoints/web", "--for=jsonpath=" + path + "=" + value, "--timeout=30s");
    }

    private String kubectl(String... arguments) {
        return CONTROL_PLANE.kubectl(Stream.concat(Stream.of("-n", target.namespace()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** An address of this machine that endpoints may have: those of the loopback interface they may not. */
    private static InetAddress address() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address.getAddress().length == 4
                        && !address.isLoopbackAddress()
                        && !address.isLinkLocalAddress())
                .findFirst()
                .orElseThrow(() -> new IOException("this machine has no address but the loopback interface's"));
    }
}
