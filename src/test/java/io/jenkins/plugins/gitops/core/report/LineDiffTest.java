package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.gitops.core.report.DiffView.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LineDiffTest {
    private static final int ALL = Integer.MAX_VALUE / 4;

    @Test
    void shouldFindTheShortestDifferenceOfRandomTexts() {
        Random random = new Random(4711);
        for (int round = 0; round < 3000; round++) {
            int letters = 1 + random.nextInt(6);
            List<String> before = text(random, random.nextInt(25), letters);
            List<String> after = text(random, random.nextInt(25), letters);

            DiffView diff = LineDiff.compare(before, after, ALL);

            assertThat(diff.added() + diff.removed())
                    .as("%s → %s", before, after)
                    .isEqualTo(before.size() + after.size() - 2 * common(before, after));
            assertThat(side(diff, before, Sign.ADDED)).isEqualTo(before);
            assertThat(side(diff, after, Sign.REMOVED)).isEqualTo(after);
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void shouldCompareLargeTextsInBoundedTimeAndStayCorrect() {
        Random random = new Random(42);
        List<String> before = text(random, 20_000, 50);
        List<String> after = text(random, 20_000, 50);

        DiffView diff = LineDiff.compare(before, after, ALL);

        assertThat(side(diff, before, Sign.ADDED)).isEqualTo(before);
        assertThat(side(diff, after, Sign.REMOVED)).isEqualTo(after);
    }

    @Test
    void shouldSayWhenTextsAreTooLarge() {
        List<String> lines = IntStream.rangeClosed(0, LineDiff.MOST_LINES)
                .mapToObj(Integer::toString)
                .toList();

        DiffView diff = LineDiff.compare(lines, List.of(), 3);

        assertThat(diff.blocks()).isEmpty();
        assertThat(diff.note()).isEqualTo("Too large to compare: 50001 lines before, 0 lines after.");
        assertThat(diff.isEmpty()).isFalse();
    }

    @Test
    void shouldFoldWhatIsFarFromAnyChangeAndSayWhereItGoesOn() {
        List<String> before = new ArrayList<>(List.of("spec:", "  template:", "    containers:"));
        IntStream.range(0, 20).forEach(i -> before.add("    - name: c" + i));
        List<String> after = new ArrayList<>(before);
        after.set(12, "    - name: other");

        DiffView diff = LineDiff.compare(before, after, 3);

        assertThat(diff.blocks())
                .extracting(DiffView.Block::type)
                .containsExactly(Type.FOLD, Type.CONTEXT, Type.CHANGE, Type.CONTEXT, Type.FOLD);
        assertThat(diff.blocks().get(0).lines()).isEqualTo(9);
        assertThat(diff.blocks().get(0).place()).isEqualTo("spec › template › containers");
        assertThat(diff.blocks().get(4).lines()).isEqualTo(7);
        assertThat(UnifiedDiff.lines(diff))
                .containsExactly(
                        "@@ -10,7 +10,7 @@ spec › template › containers",
                        "     - name: c6",
                        "     - name: c7",
                        "     - name: c8",
                        "-    - name: c9",
                        "+    - name: other",
                        "     - name: c10",
                        "     - name: c11",
                        "     - name: c12");
    }

    @Test
    void shouldShowAnAddedElementAsAWhole() {
        List<String> before = List.of("env:", "- name: A", "  value: same", "- name: C", "  value: same");
        List<String> after = List.of(
                "env:", "- name: A", "  value: same", "- name: B", "  value: same", "- name: C", "  value: same");

        DiffView diff = LineDiff.compare(before, after, 0);

        assertThat(changed(diff)).containsExactly("+- name: B", "+  value: same");
    }

    @Test
    void shouldMarkTheWordsThatChanged() {
        DiffView diff = LineDiff.compare(
                List.of("image: registry.example/web:1.9.0"), List.of("image: registry.example/web:1.10.0"), 3);

        List<DiffRow> rows = diff.blocks().get(0).rows();
        assertThat(rows.get(0).parts())
                .containsExactly(
                        new DiffRow.Part("image: registry.example/web:1.", false),
                        new DiffRow.Part("9", true),
                        new DiffRow.Part(".0", false));
        assertThat(rows.get(1).parts()).contains(new DiffRow.Part("10", true));
    }

    @Test
    void shouldMarkNothingInLinesThatHaveLittleInCommon() {
        DiffView diff = LineDiff.compare(List.of("apples: 1"), List.of("host: web.example.com"), 3);

        assertThat(diff.blocks().get(0).rows())
                .allSatisfy(row -> assertThat(row.parts()).hasSize(1).noneMatch(DiffRow.Part::changed));
    }

    @Test
    void shouldCutTheMiddleOfVeryLongLinesButKeepWhatDiffers() {
        String head = "a".repeat(100_000);
        DiffView diff = LineDiff.compare(List.of(head + "old" + head), List.of(head + "new" + head), 3);

        assertThat(diff.blocks().get(0).rows().get(1).text())
                .hasSizeLessThan(2200)
                .contains(" more characters … ")
                .contains("new");
    }

    @Test
    void shouldNotOverflowOnDeepOrWideTexts() {
        List<String> deep = IntStream.range(0, 5000)
                .mapToObj(i -> " ".repeat(i % 300) + "k" + i + ":")
                .toList();

        assertThatCode(() -> LineDiff.compare(deep, deep.subList(1, 4000), 3)).doesNotThrowAnyException();
    }

    private static List<String> text(Random random, int lines, int letters) {
        return random.ints(lines, 0, letters)
                .mapToObj(i -> " ".repeat(i % 3) + i)
                .toList();
    }

    private static List<String> side(DiffView diff, List<String> same, Sign without) {
        return diff.isEmpty()
                ? same
                : diff.blocks().stream()
                        .flatMap(block -> block.rows().stream())
                        .filter(row -> row.sign() != without)
                        .map(DiffRow::text)
                        .toList();
    }

    private static List<String> changed(DiffView diff) {
        return diff.blocks().stream()
                .filter(block -> block.type() == Type.CHANGE)
                .flatMap(block -> block.rows().stream())
                .map(row -> row.sign().text() + row.text())
                .toList();
    }

    /** The length of the longest common subsequence, the slow and sure way. */
    private static int common(List<String> before, List<String> after) {
        int[][] length = new int[before.size() + 1][after.size() + 1];
        for (int i = 1; i <= before.size(); i++) {
            for (int j = 1; j <= after.size(); j++) {
                length[i][j] = before.get(i - 1).equals(after.get(j - 1))
                        ? length[i - 1][j - 1] + 1
                        : Math.max(length[i - 1][j], length[i][j - 1]);
            }
        }
        return length[before.size()][after.size()];
    }
}
