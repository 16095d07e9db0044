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
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({"429, TooManyRequests, slow down", "500, InternalError, no quorum", "401, Unauthorized, Unauthorized"})
    void shouldSayWhyItCouldNotBeRenewed(int code, String word, String message) {
        try (DeployLock lock = acquire("one", SHORT)) {
            sandbox.faults().on("PUT", ".*/leases/.*").always().answer(code, word, message);
            Sandbox.await(() -> isLost(lock));
            assertThatThrownBy(lock::check)
                    .hasMessageContaining("it could not be renewed for 1 s: cannot update Lease")
                    .hasMessageContaining(message);
        }
    }

    @Test
    void shouldBeLostAtOnceWhenItsLeaseIsDeleted() {
        try (DeployLock lock = acquire("one", SHORT)) {
            sandbox.delete("coordination.k8s.io/v1", "Lease", "default", "gitops-webapp");
            Sandbox.await(() -> isLost(lock));
        }
        assertThat(sandbox.requests()
                        .count(r -> r.method().equals("POST") && r.path().endsWith("/leases")))
                .as("it is not made again")
                .isEqualTo(1);
    }

    @Test
    void shouldNameWhoHasTakenIt() {
        try (DeployLock lock = acquire("one", SHORT)) {
            write("{holderIdentity: thief, acquireTime: '2026-11-22T11:00:00.000000Z'}");
            Sandbox.await(() -> isLost(lock));
            assertThatThrownBy(lock::check).hasMessageContaining("thief has it since 2026-11-22T11:00:00Z");
        }
    }

    @Test
    void shouldBeLostAfterTheMachineHasSlept() {
        AtomicReference<Instant> now = new AtomicReference<>(CLOCK.instant());
        try (DeployLock lock = DeployLock.acquire(
                gateway, "webapp", "default", "one", LONG, new MovableClock(now), Progress.silent())) {
            now.set(now.get().plus(Duration.ofMinutes(59)));
            lock.check();
            now.set(now.get().plus(Duration.ofMinutes(2)));
            assertThatThrownBy(lock::check).hasMessageContaining("it could not be renewed for 3600 s");
        }
        assertThat(holder()).as("what may be another's is not released").isEqualTo("one");
    }

    @Test
    void shouldNotKeepItsHolderWaitingWhileARenewalHangs() {
        try (DeployLock lock = acquire("one", SHORT)) {
            sandbox.faults().on("PUT", ".*/leases/.*").always().hang();
            Sandbox.await(() -> sandbox.requests().count("PUT", ".*/leases/.*") > 0);

            assertThatCode(lock::check).doesNotThrowAnyException();
            Sandbox.await(() -> isLost(lock));
        }
    }

    @Test
    void shouldNotCareAboutTheClocksOfOthers() {
        create("{holderIdentity: fast, leaseDurationSeconds: 1, renewTime: '2999-01-01T00:00:00.000000Z'}");
        try (DeployLock lock = acquire("one", SHORT)) {
            assertThat(lock.isContended())
                    .as("taken over when its holder was dead")
                    .isTrue();
        }
        write("{holderIdentity: slow, leaseDurationSeconds: 1, renewTime: '1999-01-01T00:00:00.000000Z'}");
        try (ScheduledRenewal alive = new ScheduledRenewal()) {
            alive.begin();
            assertThatThrownBy(() -> acquire("two", new LockOptions(Duration.ofSeconds(1), Duration.ofSeconds(2))))
                    .hasMessageContaining("is being deployed by slow since 2026-11-22T10:00:00Z");
        }
    }

    @Test
    void shouldTakeALeaseThatNobodyHoldsWhateverIsInIt() {
        create("{leaseTransitions: 41}");

        try (DeployLock lock = acquire("one", LONG)) {
            lock.check();
            assertThat(lock.isContended()).isFalse();
            assertThat(spec("leaseTransitions")).isEqualTo("42");
        }
    }

    @Test
    void shouldSayHowToGetRidOfALeaseThatNeverEnds() {
        create("{holderIdentity: \"gone\\nfor\\tgood" + "!".repeat(900) + "\", leaseDurationSeconds: 2147483647}");

        assertThatThrownBy(() -> acquire("one", LONG))
                .hasMessageContaining("is being deployed by gone for good!!!")
                .hasMessageContaining("!!!… since an unknown time")
                .hasMessageContaining("if you know that it has died, delete Lease gitops-webapp in default")
                .hasMessageNotContaining("!".repeat(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void shouldHoldItWhenOnlyTheAnswerWasLost(String method) {
        if (method.equals("PUT")) {
            acquire("before", LONG).close();
        }
        sandbox.faults().on(method, ".*/leases.*").cutAfter();

        try (DeployLock lock = acquire("one", LONG)) {
            lock.check();
            assertThat(holder()).isEqualTo("one");
        }
        assertThat(holder()).isEmpty();
    }

    @Test
    void shouldGiveUpWhenOthersAreFasterEachTimeAndNotHammer() {
        sandbox.faults().on("POST", ".*/leases").always().answer(409, "Conflict", "the quota has been modified");

        assertThatThrownBy(() -> acquire("one", new LockOptions(Duration.ofSeconds(1), Duration.ofMillis(200))))
                .hasMessageContaining("others were faster each time");
        assertThat(sandbox.requests().count("POST", ".*/leases")).isLessThan(12);
    }

    @Test
    void shouldFailWithoutTheRightCredentials() {
        sandbox.faults().on("GET", ".*/leases/.*").always().answer(401, "Unauthorized", "Unauthorized");

        assertThatThrownBy(() -> acquire("one", LONG))
                .hasMessage("cannot read Lease.coordination.k8s.io/gitops-webapp in default: Unauthorized"
                        + " (HTTP 401: the credentials are missing, wrong or expired)");
    }

    /** A holder that lives, seen by the Lease moving. */
    private final class ScheduledRenewal implements AutoCloseable {
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

        void begin() {
            thread.scheduleAtFixedRate(
                    () -> write("{leaseTransitions: " + System.nanoTime() % 1_000_000 + "}"),
                    100,
                    100,
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }

    /** @param spec in YAML */
    private static ObjectNode lease(String spec) {
        return ManifestReader.read(
                        "{apiVersion: coordination.k8s.io/v1, kind: Lease,"
                                + " metadata: {name: gitops-webapp, namespace: default}, spec: " + spec + "}",
                        "lease.yaml")
                .get(0)
                .json();
    }

    private void create(String spec) {
        sandbox.apply("other", true, lease(spec));
    }

    private void write(String spec) {
        sandbox.patch("other", "coordination.k8s.io/v1", "Lease", "default", "gitops-webapp", Json.write(lease(spec)));
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
