package io.jenkins.plugins.gitops.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditExportTest {
    @TempDir
    private Path directory;

    @Test
    void shouldWriteEveryEntryAsOneLineOfATable() {
        new FileAuditLog(directory).append(Entries.of("me"));

        String[] lines = AuditExport.of(List.of(directory)).csv().split("\r\n");

        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("number,at,event,outcome,actor,reason,app,");
        assertThat(lines[1])
                .isEqualTo("1,2026-11-22T16:41:51Z,deploy,applied,me,,webapp,prod,https://cluster.example:6443,shop,"
                        + "a".repeat(40) + ",sha256:02,2 created,20261122-164151-3f9ac25e,,sha256:" + "0".repeat(64));
    }

    /** {@code ~} stands for a line feed, {@code ^} for a tab. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain       | plain",
                "a,b         | \"a,b\"",
                "say \"yes\" | \"say \"\"yes\"\"\"",
                "a~b         | \"a~b\"",
                "=1+1        | \"'=1+1\"",
                "+1          | \"'+1\"",
                "-1          | \"'-1\"",
                "@SUM(A1)    | \"'@SUM(A1)\"",
                "`  =1`      | \"'  =1\"",
                "`^=1`       | \"'^=1\"",
                "%0A=1       | \"'%0A=1\"",
                "me=you      | me=you"
            })
    void shouldMakeNoFormulaOfACell(String actor, String cell) {
        new FileAuditLog(directory).append(Entries.of(special(actor)));

        assertThat(AuditExport.of(List.of(directory)).csv()).contains("applied," + special(cell) + ",,webapp");
    }

    @Test
    void shouldHandOutTheLinesAsJson() {
        new FileAuditLog(directory).append(Entries.of("me"));

        assertThat(AuditExport.of(List.of(directory)).json())
                .singleElement()
                .satisfies(line -> assertThat(line.path("actor").asText()).isEqualTo("me"));
    }

    private static String special(String text) {
        return text.replace('~', '\n').replace('^', '\t');
    }
}
