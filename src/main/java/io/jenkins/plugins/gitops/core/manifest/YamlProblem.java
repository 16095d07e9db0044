package io.jenkins.plugins.gitops.core.manifest;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** What the YAML parser complains of, on one line and with lines of the file. */
final class YamlProblem {
    private YamlProblem() {}

    /** @return the failure for a text with wrong syntax */
    static ManifestException of(MarkedYAMLException e, YamlChunk chunk, ParsedDocument document) {
        int line = line(e.getProblemMark(), chunk);
        String context = e.getContext() == null ? "" : " " + e.getContext();
        if (e.getContextMark() != null && line(e.getContextMark(), chunk) != line) {
            context += " that begins on line " + line(e.getContextMark(), chunk);
        }
        return new ManifestException(document.at(line), "not valid YAML" + context + ": " + e.getProblem());
    }

    /** @return the failure for a text with characters that YAML does not allow */
    static ManifestException of(ReaderException e, YamlChunk chunk, ParsedDocument document) {
        long before = chunk.text()
                .codePoints()
                .limit(e.getPosition())
                .filter(c -> c == '\n')
                .count();
        return new ManifestException(
                document.at(chunk.firstLine() + (int) before),
                String.format(
                        "the character U+%04X is not allowed in YAML; escape it in double quotes", e.getCodePoint()));
    }

    /** @return the line of the file that a mark in a chunk stands for; the chunk's first when there is no mark */
    static int line(Mark mark, YamlChunk chunk) {
        return chunk.firstLine() + (mark == null ? 0 : mark.getLine());
    }
}
