package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** In which form results are printed, and where words for people go. */
final class OutputOptions {
    /** The forms. */
    enum Format {
        TEXT,
        JSON,
        YAML
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "text, json or yaml (default: ${DEFAULT-VALUE}). With json and yaml, words go to standard error.")
    private Format format;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never (default: ${DEFAULT-VALUE}: on a terminal, unless NO_COLOR is set).")
    private When color;

    /** When to colour. */
    enum When {
        AUTO,
        ALWAYS,
        NEVER
    }

    boolean isText() {
        return format == Format.TEXT;
    }

    boolean colored() {
        return switch (color) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> System.console() != null && System.getenv("NO_COLOR") == null && isText();
        };
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** @return where words go: standard output, unless that carries data */
    PrintWriter words() {
        return isText() ? out() : command.commandLine().getErr();
    }

    Progress progress() {
        return new ConsoleProgress(words(), colored());
    }

    /** Prints data in the chosen form; text is the caller's business. */
    void data(JsonNode tree) {
        if (format == Format.YAML && tree instanceof ObjectNode object) {
            out().print(ManifestWriter.yaml(object));
        } else {
            out().print(ManifestWriter.json(tree));
        }
        out().flush();
    }
}
