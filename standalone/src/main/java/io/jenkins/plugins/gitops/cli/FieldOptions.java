package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Rules about single fields: the same wherever something is compared. */
final class FieldOptions {
    @Option(
            names = "--ignore-rules",
            paramLabel = "FILE",
            description = "Rules about fields in YAML: which differences do not count, which values are secret.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--ignore",
            paramLabel = "KIND[/NAME]:FIELD",
            description = "A difference in this field alone is no reason to apply, and no drift; may be repeated."
                    + " FIELD is a JSON pointer or a jq path: Deployment.apps/web:/spec/replicas")
    private List<String> ignored = new ArrayList<>();

    @Option(
            names = "--sensitive",
            paramLabel = "KIND[/NAME]:FIELD",
            description = "Never show the values of this field; may be repeated. Those of Secrets never are.")
    private List<String> sensitive = new ArrayList<>();

    FieldRules rules() {
        FieldRules rules = new FieldRules(
                ignored.stream().map(RuleParser::ignore).toList(),
                sensitive.stream().map(RuleParser::selector).toList());
        for (Path file : files) {
            rules = rules.and(read(file));
        }
        return rules;
    }

    private static FieldRules read(Path file) {
        try {
            return RuleParser.read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new GitOpsException("cannot read the rules in " + file + ": " + e.getMessage(), e);
        }
    }
}
