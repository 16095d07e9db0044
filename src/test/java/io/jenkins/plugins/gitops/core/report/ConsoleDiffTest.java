package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleDiffTest {
    private static final JsonNode NOTHING = MissingNode.getInstance();

    @Test
    void shouldPrintWhatDiffPrints() {
        Change update = change(
                Action.UPDATE,
                "web",
                List.of(new FieldDiff("data.b", Json.parse("\"1\""), Json.parse("\"2\""), List.of("kubectl"))),
                Json.parse("{\"data\":{\"a\":\"1\",\"b\":\"1\",\"c\":\"1\"}}"),
                Json.parse("{\"data\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"1\"}}"));
        Change create = change(Action.CREATE, "new", List.of(), NOTHING, Json.parse("{\"data\":{\"a\":\"1\"}}"));
        Change prune = change(Action.PRUNE, "old", List.of(), Json.parse("{\"data\":{\"a\":\"1\"}}"), NOTHING);
        Change same = change(Action.UNCHANGED, "same", List.of(), NOTHING, NOTHING);

        assertThat(String.join("\n", new ConsoleDiff(false, 1, 100).plan(plan(update, create, prune, same))))
                .isEqualTo("""
                        # update ConfigMap/web in shop: key b 1 → 2; also owned by kubectl
                        --- live/ConfigMap/web.shop
                        +++ planned/ConfigMap/web.shop
                        @@ -1,4 +1,4 @@
                         data:
                           a: "1"
                        -  b: "1"
                        +  b: "2"
                           c: "1"
                        # create ConfigMap/new in shop: 1 key
                        --- /dev/null
                        +++ planned/ConfigMap/new.shop
                        @@ -0,0 +1,2 @@
                        +data:
                        +  a: "1"
                        # prune ConfigMap/old in shop
                        --- live/ConfigMap/old.shop
                        +++ /dev/null
                        @@ -1,2 +0,0 @@
                        -data:
                        -  a: "1"
                        # Warning: mind\\u001b
                        # 1 to create, 1 to update, 1 unchanged, 1 to prune
                        # Plan digest sha256:2""");
    }

    @Test
    void shouldCutHugeDiffsWithACountInLessThanASecond() {
        String before = lines(10_000, "line ");
        String after = lines(10_000, "other ");
        Change change = change(Action.UPDATE, "big", List.of(), data(before), data(after));
        List<String> shown = List.of();
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            shown = new ConsoleDiff(true, 3, 100).plan(plan(change));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            best = took.compareTo(best) < 0 ? took : best;
        }

        assertThat(best).isLessThan(Duration.ofSeconds(1));
        assertThat(shown).hasSizeLessThan(110).anyMatch(line -> line.matches("# … and \\d+ more lines"));
    }

    /** The format is one that programs read: what it says is done to the first text gives the second. */
    @Test
    void shouldBeADiffThatCanBeApplied() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<String> before = IntStream.range(0, random.nextInt(30))
                    .mapToObj(i -> "line " + random.nextInt(8))
                    .collect(Collectors.toCollection(ArrayList::new));
            List<String> after = new ArrayList<>(before);
            for (int i = random.nextInt(5); i > 0; i--) {
                int at = random.nextInt(after.size() + 1);
                if (at < after.size() && random.nextBoolean()) {
                    after.remove(at);
                } else {
                    after.add(at, "new " + random.nextInt(8));
                }
            }
            List<String> diff = UnifiedDiff.lines(LineDiff.compare(before, after, random.nextInt(4)));

            assertThat(apply(before, diff)).as(String.join("\n", diff)).isEqualTo(after);
        }
    }

    private static List<String> apply(List<String> before, List<String> diff) {
        List<String> after = new ArrayList<>();
        int done = 0;
        for (String line : diff) {
            if (line.startsWith("@@")) {
                String[] range = line.split("[ ,]")[1].substring(1).split(" ");
                boolean empty = line.matches("@@ -\\d+,0 .*");
                int start = Integer.parseInt(range[0]) - (empty ? 0 : 1);
                after.addAll(before.subList(done, start));
                done = start;
            } else {
                if (line.charAt(0) != '+') {
                    assertThat(before.get(done++)).isEqualTo(line.substring(1));
                }
                if (line.charAt(0) != '-') {
                    after.add(line.substring(1));
                }
            }
        }
        after.addAll(before.subList(done, before.size()));
        return after;
    }

    private static String lines(int count, String each) {
        return IntStream.range(0, count).mapToObj(i -> each + i + "\n").collect(Collectors.joining());
    }

    private static JsonNode data(String text) {
        return Json.object().set("data", Json.object().put("big.txt", text));
    }

    private static Plan plan(Change... changes) {
        return new Plan(
                "app", "env", "https://s", "shop", "sha256:1", List.of(changes), "sha256:2", List.of("mind\u001b"));
    }

    private static Change change(Action action, String name, List<FieldDiff> fields, JsonNode before, JsonNode after) {
        return new Change(
                new ResourceKey("", "ConfigMap", "shop", name),
                GroupVersionKind.of("v1", "ConfigMap"),
                action,
                "",
                fields,
                before,
                after,
                "",
                List.of());
    }
}
