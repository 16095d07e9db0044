package io.jenkins.plugins.gitops.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanDigestTest {
    private static final String BASE = digest("webapp", change(Action.UPDATE, "uid", "1", "2", "7"));

    @Test
    void shouldBeTheSameForTheSamePlan() {
        assertThat(digest("webapp", change(Action.UPDATE, "uid", "1", "2", "7")))
                .isEqualTo(BASE)
                .matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void shouldNotMoveWithResourceVersionsNorWithWords() {
        Change moved = change(Action.UPDATE, "uid", "1", "2", "8");
        assertThat(digest("webapp", moved)).isEqualTo(BASE);
        assertThat(digest(
                        "webapp",
                        new Change(
                                moved.key(),
                                moved.type(),
                                moved.action(),
                                moved.uid(),
                                moved.fields(),
                                moved.before(),
                                moved.after(),
                                "other words",
                                List.of("a warning"))))
                .isEqualTo(BASE);
    }

    @Test
    void shouldMoveWithAnythingThatWouldHappen() {
        assertThat(List.of(
                        BASE,
                        digest("other", change(Action.UPDATE, "uid", "1", "2", "7")),
                        digest("webapp", change(Action.UPDATE, "another", "1", "2", "7")),
                        digest("webapp", change(Action.UPDATE, "uid", "0", "2", "7")),
                        digest("webapp", change(Action.UPDATE, "uid", "1", "3", "7")),
                        digest("webapp", change(Action.UPDATE, "uid", null, "2", "7")),
                        digest("webapp", change(Action.UPDATE, "uid", "1", null, "7")),
                        digest("webapp", change(Action.UPDATE, "uid", "null", "2", "7")),
                        digest("webapp", change(Action.PRUNE, "uid", "1", "2", "7")),
                        digest("webapp"),
                        digest(
                                "webapp",
                                change(Action.UPDATE, "uid", "1", "2", "7"),
                                change(Action.UPDATE, "uid", "1", "2", "7"))))
                .doesNotHaveDuplicates();
    }

    private static String digest(String app, Change... changes) {
        return PlanDigest.of(app, "test", "https://cluster", "default", "sha256:0", List.of(changes));
    }

    private static Change change(Action action, String uid, String before, String after, String version) {
        JsonNode live = Json.object().put("resourceVersion", version);
        return new Change(
                new ResourceKey("", "ConfigMap", "default", "one"),
                new GroupVersionKind("", "v1", "ConfigMap"),
                action,
                uid,
                List.of(new FieldDiff("data.key", text(before), text(after), List.of())),
                live,
                live,
                "",
                List.of());
    }

    private static JsonNode text(String value) {
        return value == null ? MissingNode.getInstance() : TextNode.valueOf(value);
    }
}
