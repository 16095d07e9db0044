package io.jenkins.plugins.gitops.core.manifest;

/**
 * Where an object was written.
 *
 * @param file the file relative to the source directory, or what stands for it ({@code <stdin>}, {@code helm template})
 * @param document the number of the YAML document in the file, from 1
 * @param line the line in the file on which the document's content begins, from 1; 0 when unknown
 */
public record Origin(String file, int document, int line) {
    /** @return {@code deploy/web.yaml, document 2, line 14} */
    @Override
    public String toString() {
        return file + ", document " + document + (line > 0 ? ", line " + line : "");
    }
}
