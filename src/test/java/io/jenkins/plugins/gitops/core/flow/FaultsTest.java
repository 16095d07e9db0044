package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.cluster.Gateways;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.sandbox.faults.Fault;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Everything that a server, or what stands before it, can do to a deployment, at each of its steps. */
@Timeout(120)
class FaultsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String OWNED = """
            {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Conflict","code":409,
             "message":"Apply failed with 1 conflict: conflict with \\"kubectl-edit\\" using v1: .data.came",
             "details":{"causes":[{"reason":"FieldManagerConflict","field":".data.came",
              "message":"conflict with \\"kubectl-edit\\" using v1"}]}}
            """;

    @ParameterizedTest
    @CsvFileSource(resources = "faults/table.csv", ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '`')
    void shouldLoseNothingDoubleNothingAndTellTheTruth(
            String fault, String where, int strikes, State state, String message) {
        try (Ordeal ordeal = new Ordeal()) {
            Fault armed = at(where, ordeal);
            arm(strikes == 0 ? armed.always() : armed.first(strikes), fault);

            DeploymentRecord record = fault.equals("hang")
                    ? ordeal.run(Gateways.ONCE, Duration.ofSeconds(3))
                    : ordeal.run(Gateways.QUICK, TIMEOUT);

            assertThat(armed.struck()).as("the fault has struck").isPositive();
            assertThat(record.state()).as(record.message()).isEqualTo(state);
            if (message != null) {
                assertThat(record.message()).contains(message).doesNotContainPattern("\\p{Cntrl}&&[^\\n]");
                assertThat(record.message().length()).isLessThan(3_000);
            }
            ordeal.endsRight();
        }
    }

    @Test
    void shouldCountAsCreatedWhatWasCreatedAlthoughTheAnswerWasLost() {
        try (Ordeal ordeal = new Ordeal()) {
            at("apply", ordeal).cutAfter();

            DeploymentRecord record = ordeal.run(Gateways.QUICK, TIMEOUT);

            assertThat(record.results())
                    .filteredOn(result -> result.key().name().equals("new"))
                    .extracting(ObjectResult::outcome)
                    .containsExactly(Outcome.CREATED);
        }
    }

    private static Fault at(String where, Ordeal ordeal) {
        return switch (where) {
            case "discovery" -> on(ordeal, "GET", "/apis");
            case "read inventory" -> on(ordeal, "GET", ".*/configmaps/gitops-webapp");
            case "list" -> on(ordeal, "GET", ".*/default/services");
            case "dry-run" -> on(ordeal, "PATCH", ".*/configmaps/new").dryRun();
            case "read lock" -> on(ordeal, "GET", ".*/leases/.*");
            case "lock" -> on(ordeal, "PUT", ".*/leases/.*");
            case "snapshot" -> on(ordeal, "POST", ".*/secrets");
            case "inventory" -> on(ordeal, "PUT", ".*/configmaps/gitops-webapp");
            case "apply" -> on(ordeal, "PATCH", ".*/configmaps/new").write();
            case "prune" -> on(ordeal, "DELETE", ".*/configmaps/old");
            default -> throw new IllegalArgumentException(where);
        };
    }

    private static Fault on(Ordeal ordeal, String method, String path) {
        return ordeal.rig.sandbox.faults().on(method, path);
    }

    private static void arm(Fault at, String fault) {
        switch (fault) {
            case "race" -> at.answer(409, "Conflict", "the object has been modified; please apply your changes again");
            case "owned" -> at.answer(409, OWNED);
            case "invalid" -> at.answer(422, "Invalid", "ConfigMap \"new\" is invalid: data: field is immutable");
            case "busy" -> at.answer(429, "TooManyRequests", "slow down");
            case "unavailable" -> at.answer(503, "ServiceUnavailable", "etcd has no leader");
            case "unauthorized" -> at.answer(401, "Unauthorized", "Unauthorized");
            case "gone" -> at.answer(410, "Expired", "The provided continue parameter is too old");
            case "cut before" -> at.cutBefore();
            case "cut after" -> at.cutAfter();
            case "slow" -> at.slowBytes(Duration.ofMillis(1));
            case "hang" -> at.hang();
            case "page" -> at.answer(200, "<html><title>Please log in</title></html>");
            case "stranger" -> at.answer(200, "{\"status\":\"ok\",\"items\":[]}");
            case "torn" -> at.answer(200, "{\"kind\":\"ConfigMapList\",\"items\":[{\"metadata\":{\"name\":");
            case "huge" -> at.answer(200, "x".repeat(20_000_000));
            case "huge refusal" -> at.answer(422, "Invalid", "too much " + "x".repeat(5_000_000));
            case "proxy" -> at.answer(502, "<html><h1>Bad Gateway</h1>\r\n</html>");
            case "markup" -> at.answer(403, "Forbidden", "\u001b[31m<b>no</b>\n\u0007alarm");
            default -> throw new IllegalArgumentException(fault);
        }
    }

    @Test
    void shouldOutlastAStormInWhichHalfOfAllRequestsAreTurnedAway() {
        Random dice = new Random(7);
        try (Ordeal ordeal = new Ordeal()) {
            Fault storm = on(ordeal, "*", ".*").when(request -> {
                synchronized (dice) {
                    return dice.nextBoolean();
                }
            });
            storm.always().answer(429, "TooManyRequests", "slow down");

            DeploymentRecord record = ordeal.run(new Retry(6, Duration.ofMillis(1), Duration.ofSeconds(1)), TIMEOUT);

            assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
            assertThat(storm.struck()).isGreaterThan(5);
            ordeal.endsRight();
        }
    }

    @Test
    void shouldNotComeBackBeforeTheTimeThatABusyServerAsksFor() {
        try (Ordeal ordeal = new Ordeal()) {
            at("apply", ordeal).retryAfter(2).answer(429, "TooManyRequests", "slow down");
            long start = System.nanoTime();

            DeploymentRecord record = ordeal.run(new Retry(6, Duration.ofMillis(1), Duration.ofSeconds(5)), TIMEOUT);

            assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(applies(ordeal)).isEqualTo(2);
        }
    }

    @Test
    void shouldTakeNoForAnAnswerWhenABusyServerAsksForTooMuchTime() {
        try (Ordeal ordeal = new Ordeal()) {
            at("apply", ordeal).retryAfter(3600).answer(429, "TooManyRequests", "slow down");

            DeploymentRecord record = ordeal.run(Retry.DEFAULT, TIMEOUT);

            assertThat(record.message()).contains("slow down (it asks to come back after 3600 s)");
            assertThat(applies(ordeal)).isEqualTo(1);
            ordeal.endsRight();
        }
    }

    private static long applies(Ordeal ordeal) {
        return ordeal.rig
                .sandbox
                .requests()
                .count(request -> request.isWrite() && request.path().endsWith("/configmaps/new"));
    }

    @Test
    void shouldSendNothingAgainOnceTheLockIsLost() {
        try (Ordeal ordeal = new Ordeal()) {
            at("apply", ordeal).when(request -> overtaken(ordeal)).always().answer(429, "TooManyRequests", "slow down");

            DeploymentRecord record = ordeal.run(
                    new Retry(6, Duration.ofMillis(200), Duration.ofSeconds(5)), TIMEOUT, Request.SHORT_LOCK);

            assertThat(record.state()).isEqualTo(State.FAILED);
            assertThat(record.message()).contains("the deployment lock was lost");
            assertThat(ordeal.rig.configMap("new")).isEmpty();
            ordeal.endsRight();
        }
    }

    /** Somebody takes the lock, and the deployment comes to know of it while it waits to send its apply again. */
    private static boolean overtaken(Ordeal ordeal) {
        ordeal.rig.sandbox.patch(
                "thief",
                "coordination.k8s.io/v1",
                "Lease",
                "default",
                "gitops-webapp",
                "{\"spec\":{\"holderIdentity\":\"thief\"}}");
        return true;
    }
}
