package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.Difference.What;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records for tests. */
final class Records {
    static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "web", "webapp");
    static final ResourceKey OLD = new ResourceKey("", "ConfigMap", "web", "old");
    static final Instant START = Instant.parse("2026-11-22T16:41:51Z");

    private Records() {}

    /** @return a builder with target and id, nothing else */
    static RecordBuilder minimal() {
        return new RecordBuilder()
                .id("20261122-164151-3f9ac25e")
                .target("webapp", "prod", "https://cluster.example:6443", "web")
                .started(START)
                .by("ci@agent-1", "");
    }

    /** @return a record that has a value in every field */
    static DeploymentRecord full() {
        Commit commit = new Commit(
                "3f2a1b9c0d4e5f60718293a4b5c6d7e8f9012345",
                "Test Author <author@example.com>",
                "Test Committer <committer@example.com>",
                Instant.parse("2026-11-22T10:00:00Z"),
                "Raise replicas",
                "main",
                "https://git.example/webapp.git",
                List.of("deploy/web.yaml"),
                Optional.of(new Signature(
                        Signature.State.UNTRUSTED, "ssh", "ada@example.com", "SHA256:abc", "no line names it")));
        Map<String, JsonNode> source = new LinkedHashMap<>();
        source.put("type", Json.parse("\"helm\""));
        source.put("images", Json.parse("[\"mywebapp:2\"]"));
        return minimal()
                .kind(Kind.ROLLBACK)
                .state(State.FAILED, "one object failed")
                .commit(Optional.of(commit), List.of(commit))
                .source(source)
                .plan(Optional.of(plan()))
                .result(new ObjectResult(WEB, Outcome.FAILED, "conflict with kubectl", Duration.ofMillis(31)))
                .result(new ObjectResult(OLD, Outcome.SKIPPED, "", Duration.ZERO))
                .health(WEB, Health.failed("ImagePullBackOff"))
                .checks(List.of(
                        new CheckResult(CheckResult.Kind.HELM_TEST, "Pod/smoke", true, "", Duration.ofMillis(900)),
                        new CheckResult(
                                CheckResult.Kind.HTTP, "http://web/", false, "answered 503", Duration.ofSeconds(7))))
                .differences(List.of(
                        new Difference(
                                WEB,
                                What.CHANGED,
                                "spec.replicas",
                                Json.parse("3"),
                                Json.parse("5"),
                                List.of("kubectl"),
                                Optional.of(START),
                                ""),
                        new Difference(
                                OLD,
                                What.UNKNOWN,
                                "",
                                MissingNode.getInstance(),
                                MissingNode.getInstance(),
                                List.of(),
                                Optional.empty(),
                                "its kind is gone")))
                .timing("render", Duration.ofMillis(1200))
                .timing("plan", Duration.ofMillis(80))
                .by("ci@agent-1", "hotfix")
                .previous("20261121-101010-00ffc25e")
                .finished(Optional.of(START.plusSeconds(72)))
                .build();
    }

    private static Plan plan() {
        Change update = new Change(
                WEB,
                GroupVersionKind.of("apps/v1", "Deployment"),
                Action.UPDATE,
                "0b6c",
                List.of(
                        new FieldDiff(
                                "spec.replicas",
                                Json.parse("2"),
                                Json.parse("3"),
                                List.of("kubectl"),
                                Optional.of(START)),
                        new FieldDiff("spec.paused", MissingNode.getInstance(), Json.parse("null"), List.of())),
                Json.parse("{\"spec\":{\"replicas\":2}}"),
                Json.parse("{\"spec\":{\"replicas\":3,\"paused\":null,\"big\":9007199254740993,\"exact\":1.10}}"),
                "spec.replicas is shared",
                List.of("unknown field"));
        Change prune = new Change(
                OLD,
                GroupVersionKind.of("v1", "ConfigMap"),
                Action.PRUNE,
                "77aa",
                List.of(),
                Json.parse("{\"data\":{\"a\":\"b\"}}"),
                MissingNode.getInstance(),
                "",
                List.of());
        return new Plan(
                "webapp",
                "prod",
                "https://cluster.example:6443",
                "web",
                "sha256:01",
                List.of(update, prune),
                "sha256:02",
                List.of("the chart's output is random"));
    }
}
