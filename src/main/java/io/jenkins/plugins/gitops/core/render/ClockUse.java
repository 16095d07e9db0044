package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a chart may ask for the time: only then it is worth a second to see whether it does. */
final class ClockUse {
    private static final Pattern NOW = Pattern.compile("\\bnow\\b");
    private static final long LONGEST_TEMPLATE = 1024 * 1024;

    private ClockUse() {}

    /** @return whether a template asks for the time, or an archive, which is not opened, may have one that does */
    static boolean isPossible(Path chart) {
        if (!Files.isDirectory(chart)) {
            return true;
        }
        try (Stream<Path> files = Files.walk(chart)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (asks(chart, file)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + chart + ": " + e.getMessage(), e);
        }
    }

    private static boolean asks(Path chart, Path file) throws IOException {
        if (file.toString().endsWith(".tgz") || Files.size(file) > LONGEST_TEMPLATE) {
            return true;
        }
        for (Path part : chart.relativize(file)) {
            if (part.toString().equals("templates")) {
                // Byte for byte, so that no file is too strange to be read.
                return NOW.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .find();
            }
        }
        return false;
    }
}
