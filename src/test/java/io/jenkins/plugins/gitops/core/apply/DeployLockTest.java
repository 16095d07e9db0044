package io.jenkins.plugins.gitops.core.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.cluster.Gateways;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeployLockTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00.5Z"), ZoneOffset.UTC);
    private static final LockOptions SHORT = new LockOptions(Duration.ofSeconds(1), Duration.ofSeconds(20));
    private static final LockOptions LONG = new LockOptions(Duration.ofHours(1), Duration.ofMillis(50));

    private final Sandbox sandbox = Sandbox.builder().workloads(false).start();
    private final ClusterGateway gateway = Gateways.open(sandbox.url(), Gateways.ONCE);

    @AfterEach
    void close() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void shouldHoldReleaseAndHoldAgain() {
        try (DeployLock lock = acquire("one", LONG)) {
            lock.check();
            assertThat(lock.isContended()).isFalse();
            assertThat(holder()).isEqualTo("one");
            assertThat(spec("acquireTime")).isEqualTo("2026-11-22T10:00:00.500000Z");
            assertThat(spec("leaseDurationSeconds")).isEqualTo("3600");
        }
        assertThat(holder()).isEmpty();
        try (DeployLock lock = acquire("two", LONG)) {
            lock.check();
            assertThat(holder()).isEqualTo("two");
            assertThat(spec("leaseTransitions")).isEqualTo("2");
        }
        assertThat(sandbox.requests().writes()).isEqualTo(4);
    }

    @Test
    void shouldGiveUpWhenTheHolderIsAliveAndNameIt() {
        try (DeployLock lock = acquire("builder@host (42)", LONG)) {
            assertThatThrownBy(() -> acquire("two", LONG))
                    .isInstanceOf(GitOpsException.class)
                    .hasMessageContaining(
                            "app \"webapp\" in default is being deployed by builder@host (42) since 2026-11-22T10:00:00Z");
            lock.check();
        }
    }

    @Test
    void shouldTakeOverFromADeadHolderButNotFromOneThatRenews() {
        sandbox.faults().on("PUT", ".*/leases/.*").always().cutBefore();
        try (DeployLock dead = acquire("dead", SHORT)) {
            long start = System.nanoTime();
            sandbox.faults().clear();
            sandbox.faults()
                    .on("PUT", ".*/leases/.*")
                    .when(request -> request.body().contains("\"dead\""))
                    .always()
                    .cutBefore();
            try (DeployLock next = acquire("next", SHORT)) {
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
                assertThat(next.isContended()).isTrue();
                assertThatThrownBy(dead::check)
                        .isInstanceOf(GitOpsException.class)
                        .hasMessageContaining("the deployment lock was lost");
                next.check();
            }
        }
        assertThat(holder()).as("the dead one has not touched it").isEmpty();
    }

    @Test
    void shouldRenewAsLongAsItIsHeld() {
        try (DeployLock lock = acquire("one", SHORT)) {
            Sandbox.await(() -> sandbox.requests().count("PUT", ".*/leases/.*") >= 4);
            lock.check();
        }
    }

    @Test
    void shouldBeLostWhenItCannotBeRenewedForItsWholeTime() {
        try (DeployLock lock = acquire("one", SHORT)) {
            sandbox.faults().on("PUT", ".*/leases/.*").always().cutBefore();
            Sandbox.await(() -> isLost(lock));
            assertThatThrownBy(lock::check).hasMessageContaining("it could not be renewed for 1 s");
        }
    }

    @Test
    void shouldBeLostAtOnceWhenSomebodyElseHoldsIt() {
        try (DeployLock lock = acquire("one", SHORT)) {
            sandbox.patch(
                    "thief",
                    "coordination.k8s.io/v1",
                    "Lease",
                    "default",
                    "gitops-webapp",
                    "{\"spec\":{\"holderIdentity\":\"thief\"}}");
            Sandbox.await(() -> isLost(lock));
        }
        assertThat(holder()).as("what is not ours is not released").isEqualTo("thief");
    }

    @Test
    void shouldNotBeLostByARenewalWhoseAnswerWasLost() {
        try (DeployLock lock = acquire("one", SHORT)) {
            sandbox.faults().on("PUT", ".*/leases/.*").cutAfter();
            Sandbox.await(() -> sandbox.requests().count(r -> r.method().equals("PUT") && r.status() == 200) >= 2);
            assertThatCode(lock::check).doesNotThrowAnyException();
        }
        assertThat(holder()).isEmpty();
    }

    @Test
    void shouldBeReleasedByAnInterruptedThread() {
        try {
            DeployLock lock = acquire("one", LONG);
            Thread.currentThread().interrupt();
            lock.close();
            assertThat(Thread.interrupted()).as("the flag stays").isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(holder()).isEmpty();
    }

    @Test
    void shouldFailWhenTheClusterFails() {
        sandbox.faults().on("POST", ".*/leases").answer(500, "InternalError", "no quorum");

        assertThatThrownBy(() -> acquire("one", LONG))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("no quorum");
    }

    private DeployLock acquire(String holder, LockOptions options) {
        return DeployLock.acquire(gateway, "webapp", "default", holder, options, CLOCK, Progress.silent());
    }

    private static boolean isLost(DeployLock lock) {
        try {
            lock.check();
            return false;
        } catch (GitOpsException e) {
            return true;
        }
    }

    private String holder() {
        return spec("holderIdentity");
    }

    private String spec(String field) {
        ObjectNode lease = sandbox.get("coordination.k8s.io/v1", "Lease", "default", "gitops-webapp")
                .get();
        return Json.at(lease, "spec", field).asText();
    }
}
