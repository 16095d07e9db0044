package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DirectoryRecordStore;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
    private static final Path RECORDS = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/report");
    private static final String VERIFIED = "20261122-164151-3f9ac25e";
    private static final String FAILED = "20261123-081407-0c1dc25e";

    @TempDir
    private Path records;

    @BeforeEach
    void keepRecords() throws IOException {
        DirectoryRecordStore store = new DirectoryRecordStore(records);
        for (String name : new String[] {"verified", "failed", "rolled-back"}) {
            String json = Files.readString(RECORDS.resolve(name).resolve("record.json"));
            store.save(RecordJson.fromJson(Json.parse(json), name));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "html, .html, <!DOCTYPE html>",
        "markdown, .md, ### `webapp`",
        "junit, .junit.xml, <?xml version",
        "json, .report.json, {",
    })
    void shouldWriteEachForm(String format, String extension, String beginning) throws IOException {
        Path file = file(FAILED + extension);

        assertThat(report("--format", format, FAILED)).isEqualTo(file.toString());
        assertThat(file).content().startsWith(beginning).contains("webapp-reader");
    }

    @Test
    void shouldLinkPagesThatAreThere() throws IOException {
        report(FAILED);
        assertThat(file(FAILED + ".html")).content().doesNotContain(VERIFIED + ".html");

        report(VERIFIED);
        report(FAILED);

        assertThat(file(VERIFIED + ".html")).content().contains("<a href=\"" + FAILED + ".html\">Next →</a>");
        assertThat(file(FAILED + ".html"))
                .content()
                .contains("<a href=\"" + VERIFIED + ".html\">← Previous</a>")
                .doesNotContain("Next →");
    }

    @Test
    void shouldTakeTheNewestRecord() {
        assertThat(report()).endsWith("20261123-081425-b2e7c25e.html");
    }

    @Test
    void shouldSayWhereItHasLooked() {
        Gitops.Result result = Gitops.run(
                "report", "--app", "webapp", "--environment", "prod", "--records", records.toString(), "20200101");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error())
                .contains("no record \"20200101\" of app \"webapp\" in environment \"prod\" under " + records);
    }

    private Path file(String name) {
        return records.resolve("prod").resolve("webapp").resolve(name);
    }

    private String report(String... arguments) {
        String[] all = new String[arguments.length + 7];
        System.arraycopy(
                new String[] {"report", "--app", "webapp", "--environment", "prod", "--records", records.toString()},
                0,
                all,
                0,
                7);
        System.arraycopy(arguments, 0, all, 7, arguments.length);
        Gitops.Result result = Gitops.run(all);
        assertThat(result.error()).isEmpty();
        return result.output().strip();
    }
}
