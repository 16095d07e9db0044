package io.jenkins.plugins.gitops.sandbox.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the tables beside the sandbox: text files in which empty lines and lines with {@code #} mean nothing. */
public final class Resources {

    private Resources() {}

    public static List<String> lines(String name) {
        try (InputStream in = Resources.class.getResourceAsStream("/io/jenkins/plugins/gitops/sandbox/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the sandbox lacks its table " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
