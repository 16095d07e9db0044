package io.jenkins.plugins.gitops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryRecordStoreTest {
    @TempDir
    Path directory;

    @Test
    void shouldLoadWhatItSaved() {
        RecordStore store = new DirectoryRecordStore(directory);
        store.save(Records.full());

        assertThat(store.load("webapp", "prod", Records.full().id())).contains(Records.full());
        assertThat(directory.resolve("prod/webapp/20261122-164151-3f9ac25e.json"))
                .exists();
    }

    @Test
    void shouldReplaceTheRecordAndLeaveNothingElse() throws IOException {
        RecordStore store = new DirectoryRecordStore(directory);
        store.save(Records.minimal().build());
        store.save(Records.minimal().state(State.APPLIED, "").build());

        assertThat(store.load("webapp", "prod", "20261122-164151-3f9ac25e"))
                .get()
                .extracting(DeploymentRecord::state)
                .isEqualTo(State.APPLIED);
        try (Stream<Path> files = Files.list(directory.resolve("prod/webapp"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void shouldListNewestFirstAndOnlyRecords() throws IOException {
        RecordStore store = new DirectoryRecordStore(directory);
        List.of("20261122-164151-3f9ac25e", "20261123-000000-0001c25e", "20251231-235959-ffffc25e")
                .forEach(id -> store.save(Records.minimal().id(id).build()));
        Files.writeString(directory.resolve("prod/webapp/notes.json"), "{}");
        Files.writeString(directory.resolve("prod/webapp/.x.part"), "{");

        assertThat(store.ids("webapp", "prod"))
                .containsExactly("20261123-000000-0001c25e", "20261122-164151-3f9ac25e", "20251231-235959-ffffc25e");
        assertThat(store.ids("webapp", "staging")).isEmpty();
        assertThat(store.load("webapp", "staging", "20261122-164151-3f9ac25e")).isEmpty();
    }

    @Test
    void shouldKeepStrangeNamesApartAndInside() throws IOException {
        RecordStore store = new DirectoryRecordStore(directory.resolve("records"));
        List<String> names = List.of("../../up", "..", ".", "a/b", "a%2fb", "a b", "ü", "NUL\0", "", "x".repeat(400));
        for (String name : names) {
            store.save(Records.minimal()
                    .target(name, name, "https://cluster.example", "web")
                    .build());
        }

        for (String name : names) {
            assertThat(store.load(name, name, "20261122-164151-3f9ac25e"))
                    .get()
                    .extracting(DeploymentRecord::app)
                    .isEqualTo(name);
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
        try (Stream<Path> files = Files.list(directory.resolve("records"))) {
            assertThat(files).hasSameSizeAs(names);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../etc/passwd",
                "",
                "20261122-164151-3F9AC25E",
                "20261122-164151-3f9a",
                "20261122-164151-3f9ac25e/..",
                "latest"
            })
    void shouldRefuseAnIdThatIsNone(String id) {
        RecordStore store = new DirectoryRecordStore(directory);

        assertThatThrownBy(() -> store.load("webapp", "prod", id))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("no record id");
    }

    @Test
    void shouldNameTheFileThatIsDamaged() throws IOException {
        DirectoryRecordStore store = new DirectoryRecordStore(directory);
        store.save(Records.full());
        Path file = store.file("webapp", "prod", "20261122-164151-3f9ac25e");
        Files.writeString(file, "{\"schemaVersion\": 1, \"id\"");

        assertThatThrownBy(() -> store.load("webapp", "prod", "20261122-164151-3f9ac25e"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldSayWhereItCannotWrite() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> new DirectoryRecordStore(file).save(Records.full()))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldLetOnlyTheOwnerRead() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        DirectoryRecordStore store = new DirectoryRecordStore(directory.resolve("new"));
        store.save(Records.full());
        Path file = store.file("webapp", "prod", "20261122-164151-3f9ac25e");

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("new"))).isEqualTo("rwx------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
