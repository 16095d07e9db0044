package io.jenkins.plugins.gitops.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.DirectoryRecordStore;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuditCheckTest {
    private static final Instant AT = Instant.parse("2026-11-22T16:41:51Z");

    @TempDir
    private Path directory;

    @BeforeEach
    void write() {
        AuditLog log = new FileAuditLog(directory);
        IntStream.rangeClosed(1, 5).forEach(i -> log.append(Entries.of("me-" + i)));
    }

    static Stream<Arguments> shouldFind() {
        return Stream.of(
                tampered(
                        "an edit",
                        lines -> lines.set(2, lines.get(2).replace("me-3", "mx-3")),
                        "entry 3 is not the one"),
                tampered("a blank", lines -> lines.set(2, lines.get(2) + " "), "entry 3 is not the one"),
                tampered(
                        "an edit of the first",
                        lines -> lines.set(0, lines.get(0).replace("me", "mx")),
                        "entry 1 is not"),
                tampered(
                        "an edit of the last",
                        lines -> lines.set(4, lines.get(4).replace("me", "mx")),
                        "the last entry is 5, and not the one that was written last"),
                tampered("a removal", lines -> lines.remove(2), "is entry 4 after entry 2"),
                tampered("a removal of the first", lines -> lines.remove(0), "the log begins with entry 2"),
                tampered("a swap", lines -> Collections.swap(lines, 1, 2), "is entry 3 after entry 1"),
                tampered("a double", lines -> lines.add(2, lines.get(1)), "is entry 2 after entry 2"),
                tampered(
                        "a cut",
                        lines -> lines.remove(4),
                        "ends with entry 4, and the last that was written is entry 5"),
                tampered("an empty file", List::clear, "ends with entry 0, and the last that was written is entry 5"),
                tampered("a foreign line", lines -> lines.add(2, "hello"), "line 3 is no entry"),
                tampered(
                        "added lines",
                        lines -> IntStream.range(0, 2).forEach(i -> lines.add(forged(lines))),
                        "entries were added by something else"));
    }

    private static Arguments tampered(String how, Consumer<List<String>> edit, String problem) {
        return Arguments.of(how, edit, problem);
    }

    private static String forged(List<String> lines) {
        AuditLink last = AuditLine.read(lines.get(lines.size() - 1).getBytes()).link();
        return new String(AuditLine.write(last, Entries.of("forger"))).strip();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldFind(String how, Consumer<List<String>> edit, String problem) throws IOException {
        Path file = directory.resolve("audit-000001.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        edit.accept(lines);
        Files.writeString(file, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");

        assertThat(check(List.of()).problems())
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void shouldFindThatTheLastLineLostItsEnd() throws IOException {
        Path file = directory.resolve("audit-000001.jsonl");
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 10));

        assertThat(check(List.of()).problems())
                .anySatisfy(found -> assertThat(found).contains("which was whole once"));
    }

    @Test
    void shouldFindThatTheHeadIsGone() throws IOException {
        Files.delete(directory.resolve(AuditFiles.HEAD));

        assertThat(check(List.of()).problems()).singleElement().asString().contains("is missing or damaged");
    }

    @Test
    void shouldFindByAHashThatWasNotedElsewhereThatAllWasWrittenAnew() throws IOException {
        String noted = check(List.of()).last();
        assertThat(check(List.of(noted)).problems()).isEmpty();
        for (Path file : files()) {
            Files.delete(file);
        }
        AuditLog log = new FileAuditLog(directory);
        IntStream.rangeClosed(1, 5).forEach(i -> log.append(Entries.of("other-" + i)));

        assertThat(check(List.of()).problems()).isEmpty();
        assertThat(check(List.of(noted)).problems())
                .singleElement()
                .asString()
                .contains("no entry has the hash " + noted);
    }

    @Test
    void shouldFindByTheRecordsWhatBothLogAndHeadNoLongerTell(@TempDir Path records) throws IOException {
        RecordStore store = new DirectoryRecordStore(records);
        FileAuditLog log = new FileAuditLog(directory);
        for (String id : List.of("20261122-164151-00000001", "20261122-164152-00000002")) {
            DeploymentRecord record = record(id)
                    .state(State.APPLIED, "")
                    .finished(Optional.of(AT))
                    .build();
            store.save(record);
            log.append(AuditEntry.of(record, AT));
        }
        store.save(record("20261122-164153-00000003").build());
        assertThat(check(store).problems()).isEmpty();
        assertThat(check(store).notes())
                .containsExactly(
                        "record 20261122-164153-00000003 was never finished: its program was killed, or runs still");
        assertThat(check(store).entries()).isEqualTo(7);

        store.save(record("20261122-164151-00000001")
                .state(State.VERIFIED, "")
                .finished(Optional.of(AT))
                .build());
        Path file = directory.resolve("audit-000001.jsonl");
        List<String> lines = Files.readAllLines(file).subList(0, 6);
        Files.writeString(file, String.join("\n", lines) + "\n");
        new AuditFiles(directory).head(AuditLine.read(lines.get(5).getBytes()).link());

        assertThat(check(List.of()).problems()).isEmpty();
        assertThat(check(store).problems())
                .containsExactly(
                        "record 20261122-164152-00000002 has no entry: it was removed, or the log was cut off before it",
                        "record 20261122-164151-00000001 is not what entry 6 has noted: it was changed afterwards");
    }

    @Test
    void shouldFindByWhatDeploymentsHaveNotedInTheCluster() throws IOException {
        FileAuditLog log = new FileAuditLog(directory);
        AuditAnchor anchor = new AuditAnchor("20261122-164151-00000001", log.anchor());
        AuditAnchor other = new AuditAnchor("20261122-164152-00000002", "0123456789abcdef:sha256:" + "1".repeat(64));
        AuditAnchor none = new AuditAnchor("20261122-164153-00000003", "");
        log.append(Entries.of("after"));
        assertThat(check(anchor, other, none).problems()).isEmpty();
        assertThat(check(anchor, other, none).notes())
                .singleElement()
                .asString()
                .startsWith("deployment 20261122-164152-00000002 was noted in another log (0123456789abcdef)");

        Path file = directory.resolve("audit-000001.jsonl");
        List<String> lines = Files.readAllLines(file).subList(0, 4);
        Files.writeString(file, String.join("\n", lines) + "\n");
        new AuditFiles(directory).head(AuditLine.read(lines.get(3).getBytes()).link());

        assertThat(check(List.of()).problems()).isEmpty();
        assertThat(check(anchor).problems())
                .singleElement()
                .asString()
                .startsWith("deployment 20261122-164151-00000001 has noted in the cluster");
    }

    @Test
    void shouldRefuseADirectoryWithoutALog(@TempDir Path empty) {
        assertThatThrownBy(() -> AuditCheck.of(List.of(empty), List.of(), List.of(), RecordStore.none()))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("there is no audit log in " + empty);
    }

    private static RecordBuilder record(String id) {
        return new RecordBuilder()
                .id(id)
                .target("webapp", "prod", "https://cluster.example:6443", "shop")
                .started(AT)
                .by("me", "");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private AuditCheck.Result check(List<String> known) {
        return AuditCheck.of(List.of(directory), known, List.of(), RecordStore.none());
    }

    private AuditCheck.Result check(AuditAnchor... anchors) {
        return AuditCheck.of(List.of(directory), List.of(), List.of(anchors), RecordStore.none());
    }

    private AuditCheck.Result check(RecordStore records) {
        return AuditCheck.of(List.of(directory), List.of(), List.of(), records);
    }
}
