package io.jenkins.plugins.gitops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.sandbox.faults.Fault;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway makes of a server that is slow, busy, broken, or says no. */
class KubernetesGatewayTest {
    private static final ResourceType MAPS =
            new ResourceType(new GroupVersionKind("", "v1", "ConfigMap"), "configmaps", true);
    private static final ResourceType SECRETS =
            new ResourceType(new GroupVersionKind("", "v1", "Secret"), "secrets", true);
    private static final ApplyOptions APPLY = new ApplyOptions("tester", false, false);
    private static final String OBJECT = ".*/(configmaps|secrets)/.*";

    private final Sandbox sandbox = Sandbox.builder().workloads(false).start();
    private final ClusterGateway gateway = Gateways.open(sandbox.url(), Gateways.QUICK);

    @AfterEach
    void close() {
        gateway.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "429, TooManyRequests",
        "500, InternalError",
        "502, BadGateway",
        "503, ServiceUnavailable",
        "504, Timeout"
    })
    void shouldSendAgainWhatIsSafeToSendTwice(int code, String word) {
        sandbox.faults().on("*", OBJECT).first(2).answer(code, word, "later");
        assertThat(gateway.get(MAPS, "default", "none")).isEmpty();

        sandbox.faults().clear();
        sandbox.faults().on("PATCH", OBJECT).first(2).answer(code, word, "later");
        assertThat(gateway.apply(MAPS, map("one", "1"), APPLY).created()).isTrue();

        sandbox.faults().clear();
        sandbox.faults().on("DELETE", OBJECT).first(2).answer(code, word, "later");
        assertThat(gateway.delete(MAPS, "default", "one", uid("one"), false).found())
                .isTrue();
    }

    @Test
    void shouldSendACreateAgainOnlyWhenTheServerHasCertainlyNotDoneIt() {
        sandbox.faults().on("POST", ".*").first(2).answer(429, "TooManyRequests", "later");
        gateway.create(MAPS, map("one", "1"));

        sandbox.faults().clear();
        sandbox.requests().reset();
        sandbox.faults().on("POST", ".*").answer(500, "InternalError", "who knows");
        assertThat(failure(() -> gateway.create(MAPS, map("two", "1"))).reason())
                .isEqualTo(Reason.SERVER);
        assertThat(sandbox.requests().total()).isEqualTo(1);
    }

    @Test
    void shouldWaitAsLongAsTheServerAsks() {
        try (ClusterGateway patient =
                Gateways.open(sandbox.url(), new Retry(2, Duration.ofMillis(1), Duration.ofSeconds(30)))) {
            sandbox.faults().on("GET", OBJECT).retryAfter(1).answer(429, "TooManyRequests", "later");
            long start = System.nanoTime();
            patient.get(MAPS, "default", "one");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void shouldGiveUpAndSayWhatTheServerSaid() {
        sandbox.faults().on("GET", OBJECT).always().answer(503, "ServiceUnavailable", "etcd has no leader");

        ClusterException failure = failure(() -> gateway.get(MAPS, "default", "one"));

        assertThat(failure.reason()).isEqualTo(Reason.SERVER);
        assertThat(failure).hasMessage("cannot read ConfigMap/one in default: etcd has no leader");
        assertThat(sandbox.requests().total()).isEqualTo(Gateways.QUICK.attempts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PATCH"})
    void shouldSurviveCutConnections(String method) {
        for (boolean executed : new boolean[] {false, true}) {
            cut(sandbox.faults().on(method, OBJECT).first(2), executed);
            if (method.equals("GET")) {
                assertThat(gateway.get(MAPS, "default", "none")).isEmpty();
            } else {
                gateway.apply(MAPS, map("one", "after cut " + executed), APPLY);
                assertThat(Json.text(gateway.get(MAPS, "default", "one").get(), "data", "key"))
                        .isEqualTo("after cut " + executed);
            }
            sandbox.faults().clear();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotSendACreateAgainAfterACutConnection(boolean executed) {
        gateway.get(MAPS, "default", "one"); // The connection that breaks is one that was kept.
        cut(sandbox.faults().on("POST", ".*"), executed);

        ClusterException failure = failure(() -> gateway.create(MAPS, map("one", "1")));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageStartingWith("cannot reach the cluster at " + sandbox.url());
        assertThat(gateway.get(MAPS, "default", "one").isPresent()).isEqualTo(executed);
        assertThat(sandbox.requests().count("POST", ".*")).isEqualTo(1);
    }

    @Test
    void shouldListPageByPageAndBeginAgainWhenAPageHasExpired() {
        for (int i = 0; i < 1_200; i++) {
            ObjectNode map = map("map-" + i, "1");
            sandbox.apply("tester", false, map);
        }
        sandbox.requests().reset();
        sandbox.faults()
                .on("GET", ".*/configmaps")
                .when(request -> !request.query("continue").isEmpty())
                .nth(2)
                .answer(410, "Expired", "The provided continue parameter is too old");

        ClusterGateway.Listing listing = gateway.list(MAPS, "default", "");

        assertThat(listing.items())
                .extracting(map -> Json.text(map, "metadata", "name"))
                .doesNotHaveDuplicates()
                .hasSize(1_201) // with kube-root-ca.crt
                .contains("map-0", "map-1199");
        assertThat(listing.items().get(0).path("kind").asText()).isEqualTo("ConfigMap");
        assertThat(sandbox.requests().lists()).isEqualTo(3 + 3);
    }

    @Test
    void shouldTellAFieldConflictFromARace() {
        sandbox.apply("somebody", false, map("one", "theirs"));

        ClusterException conflict = failure(() -> gateway.apply(MAPS, map("one", "ours"), APPLY));
        assertThat(conflict.reason()).isEqualTo(Reason.FIELD_CONFLICT);
        assertThat(conflict.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.field()).isEqualTo(".data.key");
            assertThat(cause.message()).contains("\"somebody\"");
        });

        sandbox.faults().on("PATCH", OBJECT).answer(409, "Conflict", "the object has been modified");
        assertThat(gateway.apply(MAPS, map("one", "ours"), new ApplyOptions("tester", true, false))
                        .created())
                .as("a race is over when it is tried again")
                .isFalse();
        ObjectNode stale = map("one", "stale");
        stale.withObject("/metadata").put("resourceVersion", "1");
        assertThat(failure(() -> gateway.replace(MAPS, stale)).reason()).isEqualTo(Reason.CONFLICT);
    }

    @Test
    void shouldTellThatAnObjectIsThereAlready() {
        gateway.create(MAPS, map("one", "1"));

        assertThat(failure(() -> gateway.create(MAPS, map("one", "1"))).reason())
                .isEqualTo(Reason.ALREADY_EXISTS);
    }

    @Test
    void shouldDeleteOnlyTheObjectThatIsMeant() {
        gateway.create(MAPS, map("one", "1"));

        assertThat(failure(() -> gateway.delete(MAPS, "default", "one", "another-uid", false))
                        .reason())
                .isEqualTo(Reason.CONFLICT);
        assertThat(gateway.delete(MAPS, "default", "one", uid("one"), true).found())
                .isTrue();
        assertThat(gateway.get(MAPS, "default", "one")).as("it was a dry run").isPresent();
        assertThat(gateway.delete(MAPS, "default", "one", uid("one"), false).found())
                .isTrue();
        assertThat(gateway.delete(MAPS, "default", "one", "", false).found()).isFalse();
    }

    @Test
    void shouldNameWhatTheServerDoesNotAccept() {
        ObjectNode wrong = map("one", "1");
        wrong.put("dta", "x");

        ClusterException failure = failure(() -> gateway.apply(MAPS, wrong, APPLY));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure)
                .hasMessageContaining("cannot apply ConfigMap/one in default")
                .hasMessageContaining("dta");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422, 500})
    void shouldWithholdWhatTheServerRepeatsOfASecret(int code) {
        String echo = "failed to create typed patch object (default/key; /v1, Kind=Secret): .data.password: hunter2";
        sandbox.faults().on("*", OBJECT).always().answer(code, """
                {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","reason":"Invalid","code":%d,
                 "details":{"causes":[{"reason":"FieldValueInvalid","field":"data.password","message":"bad: hunter2"}]}}
                """.formatted(echo, code));
        ObjectNode secret = map("key", "hunter2").put("kind", "Secret");

        ClusterException failure = failure(() -> gateway.apply(SECRETS, secret, APPLY));

        assertThat(failure.toString() + failure.causes())
                .doesNotContain("hunter2")
                .contains("Secret/key");
    }

    /** As Kubernetes 1.36 answers, with 500. */
    @Test
    void shouldTellAValueThatIsNoBase64FromTroubleWithTheServer() {
        sandbox.faults().on("*", OBJECT).always().answer(500, """
                {"kind":"Status","apiVersion":"v1","status":"Failure","code":500,"message":"failed to convert new object
                 (default/key; /v1, Kind=Secret) to proper version: unable to convert unstructured object to /v1,
                 Kind=Secret: error decoding from json: illegal base64 data at input byte 0"}
                """.replace("\n", " "));

        ClusterException failure =
                failure(() -> gateway.apply(SECRETS, map("key", "no base64").put("kind", "Secret"), APPLY));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure).hasMessageContaining("no base64").hasMessageContaining("stringData");
    }

    @Test
    void shouldSayHowLongItWaitedForASlowServer() {
        sandbox.faults().on("GET", OBJECT).always().hang();
        try (ClusterGateway hasty = Gateways.open(sandbox.url(), Gateways.ONCE, Duration.ofSeconds(1), "")) {
            ClusterException failure = failure(() -> hasty.get(MAPS, "default", "one"));
            assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(failure).hasMessageContaining("no answer within 1 s");
        }
    }

    @Test
    void shouldSayThatNobodyListens() {
        String url = sandbox.url();
        sandbox.close();

        assertThat(failure(() -> gateway.get(MAPS, "default", "one")))
                .hasMessageStartingWith("cannot reach the cluster at " + url)
                .hasMessageContaining("check the address");
    }

    @Test
    void shouldSayWhichPermissionIsMissing() {
        sandbox.allow(access -> !access.verb().equals("create"));

        ClusterException failure = failure(() -> gateway.apply(MAPS, map("one", "1"), APPLY));

        assertThat(failure.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(failure)
                .hasMessageContaining("cannot create resource \"configmaps\"")
                .hasMessageEndingWith("(HTTP 403: the credentials lack this permission)");
    }

    @Test
    void shouldSayThatTheCredentialsAreWrong() {
        try (Sandbox closed = Sandbox.builder().token("right").start();
                ClusterGateway stranger = Gateways.open(closed.url(), Gateways.QUICK, Duration.ofSeconds(10), "wrong");
                ClusterGateway friend = Gateways.open(closed.url(), Gateways.QUICK, Duration.ofSeconds(10), "right")) {
            ClusterException failure = failure(() -> stranger.get(MAPS, "default", "one"));
            assertThat(failure.reason()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(failure).hasMessageEndingWith("(HTTP 401: the credentials are missing, wrong or expired)");
            assertThat(friend.get(MAPS, "default", "one")).isEmpty();
        }
    }

    @Test
    void shouldSayThatItIsNoKubernetes() {
        try (ScriptedServer page = new ScriptedServer().on("*", 200, "text/html", "<html>Welcome!</html>");
                ClusterGateway lost = Gateways.open(page.url(), Gateways.ONCE)) {
            Consumer<Runnable> refused = work -> assertThatThrownBy(work::run)
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining(page.url() + " did not answer as a Kubernetes API server does");
            refused.accept(() -> lost.get(MAPS, "default", "one"));
            refused.accept(() -> lost.list(MAPS, "default", ""));
            refused.accept(() -> lost.type(MAPS.kind()));
            refused.accept(() -> lost.apply(MAPS, map("one", "1"), APPLY));
        }
    }

    @Test
    void shouldEncodeNamesSoThatNoneReachesAnotherPath() {
        for (String name : new String[] {"../secrets/key", "a/b", "a?dryRun=All", "a b", "a%2fb", "ü"}) {
            sandbox.requests().reset();
            try {
                gateway.get(MAPS, "default", name);
            } catch (ClusterException e) {
                assertThat(e.reason()).isIn(Reason.NOT_FOUND, Reason.INVALID);
            }
            assertThat(sandbox.requests().all())
                    .allSatisfy(request -> assertThat(request.query()).isEmpty())
                    .noneMatch(request ->
                            request.path().toLowerCase(Locale.ROOT).equals("/api/v1/namespaces/default/secrets/key"));
        }
        assertThatThrownBy(() -> gateway.get(MAPS, "default", "..")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void cut(Fault fault, boolean executed) {
        if (executed) {
            fault.cutAfter();
        } else {
            fault.cutBefore();
        }
    }

    private static ClusterException failure(Runnable work) {
        return catchThrowableOfType(ClusterException.class, work::run);
    }

    private String uid(String name) {
        return Json.text(gateway.get(MAPS, "default", name).get(), "metadata", "uid");
    }

    private static ObjectNode map(String name, String value) {
        return (ObjectNode) Json.parse("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "%s", "namespace": "default"},
                 "data": {"key": "%s"}}
                """.formatted(name, value));
    }

    @Test
    void shouldAskAServiceOnceAndTakeEveryAnswer() {
        sandbox.create(
                "test",
                Json.parse("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\",\"namespace\":"
                        + "\"default\"},\"spec\":{\"ports\":[{\"port\":443}]}}"));
        sandbox.services().answer("default", "https:web:443", "/a b", 503, "busy");
        sandbox.requests().reset();

        ClusterGateway.Answer answer = gateway.ask("default", "https:web:443", "/a%20b?x=1", Duration.ofSeconds(5));

        assertThat(answer).isEqualTo(new ClusterGateway.Answer(503, "busy"));
        assertThat(sandbox.requests().count(request -> true)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "/../secrets", "/a/%2E%2e/b", "/a/..", "/a/..?b", "/a%2f..%2fb", "/a/..\\\\b"})
    void shouldNotAskForWhatIsNoPathBelowTheService(String path) {
        assertThatThrownBy(() -> gateway.ask("default", "web:80", path, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadNoMoreThanAMebibyteOfAnAnswer() {
        sandbox.faults().on("GET", ".*/proxy/endless").always().answer(200, "x".repeat(5_000_000));

        String text = gateway.ask("default", "web:80", "/endless", Duration.ofSeconds(20))
                .text();

        assertThat(text).hasSize(1024 * 1024);
        assertThat(gateway.version()).as("the connection after it").isNotEmpty();
    }

    @Test
    void shouldNotWaitForAnAnswerThatTrickles() {
        sandbox.create(
                "test",
                Json.parse("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\",\"namespace\":"
                        + "\"default\"},\"spec\":{\"ports\":[{\"port\":80}]}}"));
        sandbox.services().answer("default", "web:80", "/slow", 200, "x".repeat(6_400));
        sandbox.faults().on("GET", ".*/proxy/slow").always().slowBytes(Duration.ofMillis(100));

        assertThatThrownBy(() -> gateway.ask("default", "web:80", "/slow", Duration.ofMillis(500)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("cannot reach the cluster");
    }
}
