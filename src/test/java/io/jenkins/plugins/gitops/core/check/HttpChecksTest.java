package io.jenkins.plugins.gitops.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.cluster.Gateways;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpChecksTest {
    private final Sandbox sandbox = Sandbox.builder().workloads(false).start();
    private final ClusterGateway cluster = Gateways.open(sandbox.url(), Gateways.ONCE);
    private final List<Duration> pauses = new ArrayList<>();

    /** Does not wait, and lets something happen in place of each pause. */
    private Runnable inPause = () -> {};

    private final WaitClock clock = new WaitClock() {
        private final WaitClock real = WaitClock.system();

        @Override
        public Duration elapsed() {
            return real.elapsed();
        }

        @Override
        public Instant now() {
            return real.now();
        }

        @Override
        public <T> T poll(BlockingQueue<T> queue, Duration wait) {
            pauses.add(wait);
            inPause.run();
            return null;
        }
    };

    @BeforeEach
    void service() {
        sandbox.create(
                "test",
                Json.parse("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\","
                        + "\"namespace\":\"default\"},\"spec\":{\"ports\":[{\"port\":8080}]}}"));
    }

    @AfterEach
    void close() {
        cluster.close();
        sandbox.close();
    }

    private CheckResult run(HttpCheck check) {
        return new HttpChecks(cluster, clock, Progress.silent())
                .run(List.of(check), "default")
                .get(0);
    }

    private static HttpCheck wanting(int status, String contains, int attempts) {
        return within(Duration.ofSeconds(30), status, contains, attempts);
    }

    private static HttpCheck within(Duration limit, int status, String contains, int attempts) {
        HttpCheck check = HttpCheck.of("http://web:8080/healthz");
        return new HttpCheck("health", check.service(), "", check.path(), status, contains, attempts, limit);
    }

    private void answers(int code, String text) {
        sandbox.services().answer("default", "web:8080", "/healthz", code, text);
    }

    @Test
    void shouldPassAtTheFirstGoodAnswer() {
        answers(204, "");

        CheckResult result = run(HttpCheck.of("http://web:8080/healthz"));

        assertThat(result.passed()).as(result.message()).isTrue();
        assertThat(result.message()).isEmpty();
        assertThat(result.name()).isEqualTo("http://web:8080/healthz");
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldTryAgainUntilTheServiceAnswers() {
        answers(500, "starting");
        inPause = () -> {
            if (pauses.size() == 2) {
                answers(200, "ok");
            }
        };

        CheckResult result = run(wanting(200, "ok", 5));

        assertThat(result.passed()).isTrue();
        assertThat(result.message()).isEqualTo("at attempt 3");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void shouldTellTheServicesWordsAfterTheLastAttempt() {
        answers(500, "\n  no database\u001b[31m\nmore");

        CheckResult result = run(wanting(0, "", 3));

        assertThat(result.passed()).isFalse();
        assertThat(result.message()).isEqualTo("answered 500 instead of 2xx: no database [31m, after 3 attempts");
    }

    @Test
    void shouldFailWithoutTheTextThatIsWanted() {
        answers(200, "version 1");

        assertThat(run(wanting(200, "version 2", 1)).message()).isEqualTo("the answer does not contain \"version 2\"");
    }

    @Test
    void shouldPassWithTheStatusThatIsWanted() {
        answers(401, "who are you?");

        assertThat(run(wanting(401, "", 1)).passed()).isTrue();
    }

    @Test
    void shouldTellTheServersWordsWhenNothingServes() {
        CheckResult result = run(wanting(0, "", 1));

        assertThat(result.message())
                .isEqualTo("answered 503 instead of 2xx: no endpoints available for service \"web\"");
    }

    @Test
    void shouldTellThatThereIsNoSuchService() {
        assertThat(run(HttpCheck.of("http://other:80/")).message())
                .startsWith("answered 404 instead of 2xx: services \"other\" not found");
    }

    @Test
    void shouldNotTryAgainWhatIsForbidden() {
        sandbox.allow(access -> !access.subresource().equals("proxy"));

        CheckResult result = run(wanting(0, "", 5));

        assertThat(result.passed()).isFalse();
        assertThat(result.message()).contains("services/proxy");
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldGiveUpAnAnswerThatTakesTooLong() {
        sandbox.faults().on("GET", ".*/proxy/healthz").always().hang();

        CheckResult result = run(within(Duration.ofMillis(100), 0, "", 2));

        assertThat(result.passed()).isFalse();
        assertThat(result.message()).isEqualTo("no answer within 0 s, after 2 attempts");
    }

    @Test
    void shouldAskInTheNamespaceThatTheCheckNames() {
        sandbox.createNamespace("other");

        assertThat(run(HttpCheck.of("http://web.other/")).message()).contains("services \"web\" not found");
        assertThat(sandbox.requests()
                        .count(request -> request.path().startsWith("/api/v1/namespaces/other/services/web:80/")))
                .isPositive();
    }

    @Test
    void shouldStopWhenInterrupted() {
        inPause = () -> Thread.currentThread().interrupt();
        answers(500, "");

        assertThatThrownBy(() -> run(wanting(0, "", 5)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
