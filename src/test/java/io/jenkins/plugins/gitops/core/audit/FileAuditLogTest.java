package io.jenkins.plugins.gitops.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Parallel;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileAuditLogTest {
    @TempDir
    private Path base;

    @Test
    void shouldChainEachLineToTheOneBefore() throws IOException {
        append("me", "you");

        List<String> lines = Files.readAllLines(file(1));
        assertThat(lines.get(0))
                .isEqualTo(
                        "{\"number\":1,\"previous\":\"sha256:" + "0".repeat(64)
                                + "\",\"at\":\"2026-11-22T16:41:51Z\",\"event\":\"deploy\",\"outcome\":\"applied\",\"actor\":\"me\","
                                + "\"app\":\"webapp\",\"environment\":\"prod\",\"server\":\"https://cluster.example:6443\","
                                + "\"namespace\":\"shop\",\"commit\":\"" + "a".repeat(40)
                                + "\",\"plan\":\"sha256:02\",\"counts\":{\"created\":2},\"record\":\"20261122-164151-3f9ac25e\"}");
        assertThat(Json.text(Json.parse(lines.get(1)), "previous"))
                .isEqualTo(AuditLine.read(lines.get(0).getBytes()).link().hash());
        assertThat(check().problems()).isEmpty();
        assertThat(check().entries()).isEqualTo(2);
    }

    @Test
    void shouldBeForTheOwnerAlone() throws IOException {
        append("me");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldContinueTheChainInTheNextFile() throws IOException {
        AuditLog log = new FileAuditLog(directory(), 1000);
        IntStream.range(0, 7).forEach(i -> log.append(Entries.of("me-" + i)));

        List<Path> files = new AuditFiles(directory()).logs();
        assertThat(files)
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .contains("audit-000003.jsonl");
        assertThat(check().problems()).isEmpty();
        assertThat(check().entries()).isEqualTo(7);
        AuditCheck.Result second = AuditCheck.of(files.subList(1, 2), List.of(), List.of(), RecordStore.none());
        assertThat(second.problems()).isEmpty();
        assertThat(second.notes()).singleElement().asString().startsWith("the log begins with entry ");
        Files.delete(files.get(1));
        assertThat(check().problems()).singleElement().asString().contains("entries were removed");
        Files.delete(files.get(0));
        assertThat(check().problems()).singleElement().asString().contains("the first entries are missing");
    }

    /** Whatever part of a line was on the disk when the program died, no other line is lost, and nobody is accused. */
    @Test
    void shouldRemoveHalfALineAndSaySo() throws IOException {
        append("me", "you");
        byte[] whole = Files.readAllBytes(file(1));
        byte[] third = AuditLine.write(last(), Entries.of("they"));
        for (int bytes = 1; bytes < third.length; bytes += 13) {
            byte[] torn = Arrays.copyOf(whole, whole.length + bytes);
            System.arraycopy(third, 0, torn, whole.length, bytes);
            Files.write(file(1), torn);
            new AuditFiles(directory()).head(lastOf(whole));
            assertThat(check().problems()).isEmpty();
            assertThat(check().notes()).singleElement().asString().contains("the next entry removes it");

            append("again");

            List<JsonNode> lines = lines();
            assertThat(lines)
                    .extracting(line -> Json.text(line, "event"))
                    .containsExactly("deploy", "deploy", "note", "deploy");
            assertThat(Json.text(lines.get(2), "reason"))
                    .startsWith("a line that was cut off while it was written was removed: " + bytes + " bytes");
            assertThat(check().problems()).isEmpty();
        }
    }

    @Test
    void shouldCarryOnWhenItDiedBeforeTheLineWasNamedTheLast() throws IOException {
        append("me");
        AuditLink first = last();
        append("you");
        new AuditFiles(directory()).head(first);
        assertThat(check().problems()).isEmpty();
        assertThat(check().notes()).singleElement().asString().contains("the program died");

        append("they");

        assertThat(check().problems()).isEmpty();
        assertThat(check().notes()).isEmpty();
        assertThat(lines()).hasSize(3);
    }

    @Test
    void shouldNeverSmoothOverWhatWasCutOff() throws IOException {
        append("me", "you", "they");
        Files.write(file(1), List.of(Files.readAllLines(file(1)).get(0)));

        append("again");

        assertThat(check().problems()).singleElement().asString().contains("is entry 4 after entry 1");
    }

    @Test
    void shouldNoteThatTheHeadWasMissing() throws IOException {
        append("me");
        String name = new FileAuditLog(directory()).anchor().split(":")[0];
        Files.delete(directory().resolve(AuditFiles.HEAD));

        append("you");

        assertThat(new FileAuditLog(directory()).anchor()).startsWith(name + ":sha256:");

        assertThat(lines()).extracting(line -> Json.text(line, "event")).containsExactly("deploy", "note", "deploy");
        assertThat(check().problems()).isEmpty();
    }

    @Test
    @Timeout(120)
    void shouldKeepTheChainWhenThreadsAndProcessesAppendAtOnce() throws Exception {
        int each = 25;
        List<Process> processes = new ArrayList<>();
        for (String actor : List.of("a", "b")) {
            processes.add(new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Entries.class.getName(),
                            directory().toString(),
                            actor,
                            String.valueOf(each))
                    .inheritIO()
                    .start());
        }
        Parallel.map(List.of("c", "d"), actor -> {
            Entries.main(new String[] {directory().toString(), actor, String.valueOf(each)});
            return actor;
        });
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }

        AuditCheck.Result result = check();
        assertThat(result.problems()).isEmpty();
        assertThat(result.notes()).isEmpty();
        assertThat(result.entries()).isEqualTo(4L * each);
        assertThat(new AuditFiles(directory()).logs()).hasSizeGreaterThan(5);
    }

    @Test
    void shouldSayWhatCannotBeNoted() throws IOException {
        Files.writeString(directory(), "no directory");

        assertThatThrownBy(() -> append("me"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("cannot note in the audit log")
                .hasMessageContaining("deploy 20261122-164151-3f9ac25e has ended (applied)");
    }

    private Path directory() {
        return base.resolve("audit");
    }

    private Path file(int number) {
        return directory().resolve(String.format("audit-%06d.jsonl", number));
    }

    private void append(String... actors) {
        AuditLog log = new FileAuditLog(directory());
        Arrays.stream(actors).forEach(actor -> log.append(Entries.of(actor)));
    }

    private AuditLink last() throws IOException {
        return lastOf(Files.readAllBytes(file(1)));
    }

    private static AuditLink lastOf(byte[] content) {
        String[] lines = new String(content).split("\n");
        return AuditLine.read(lines[lines.length - 1].getBytes()).link();
    }

    private List<JsonNode> lines() throws IOException {
        return Files.readAllLines(file(1)).stream().map(Json::parse).toList();
    }

    private AuditCheck.Result check() {
        return AuditCheck.of(List.of(directory()), List.of(), List.of(), RecordStore.none());
    }
}
