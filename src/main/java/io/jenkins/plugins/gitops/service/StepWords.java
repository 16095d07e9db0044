package io.jenkins.plugins.gitops.service;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The engine names remedies as options of the {@code gitops} command. Here they become those of the steps:
 * {@code --allow-prune Namespace/shop} is {@code allowPrune: ['Namespace/shop']}.
 */
final class StepWords {
    private static final String VALUE = " ([\\w.%/:-]*[\\w%])";
    private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

    static {
        word("--allow-older", "allowOlder: true");
        word("--force-conflicts", "force: true");
        word("--prune-limit" + VALUE, "pruneLimit: '$1'");
        word("--allow-prune" + VALUE, "allowPrune: ['$1']");
        word("--allow-replace" + VALUE, "allowReplace: ['$1']");
        word("--adopt" + VALUE, "adopt: ['$1']");
        word("--formerly-environment" + VALUE, "formerlyEnvironment: '$1'");
        word("--formerly" + VALUE, "formerly: '$1'");
        word("--formerly\\b", "formerly");
        word("--wait-timeout\\b", "waitTimeoutSeconds");
        word("check --app and --namespace", "check app and environment");
        word("; give it as a file: diff -o json > plan.json, then deploy --plan plan.json", "");
        word(
                "\\(deploy --revision COMMIT allowOlder: true\\)",
                "(check it out, render it, and deploy with allowOlder: true)");
        word("log in with docker login" + VALUE, "name credentials for it (registryCredentials: ['$1=ID'])");
    }

    private StepWords() {}

    private static void word(String option, String parameter) {
        WORDS.put(Pattern.compile(option), parameter);
    }

    static String of(String text) {
        String words = text;
        if (text.contains("--") || text.contains("docker login")) {
            for (Map.Entry<Pattern, String> word : WORDS.entrySet()) {
                words = word.getKey().matcher(words).replaceAll(word.getValue());
            }
        }
        return words;
    }

    static GitOpsException of(GitOpsException e) {
        String words = of(String.valueOf(e.getMessage()));
        return words.equals(e.getMessage()) ? e : new GitOpsException(words, e);
    }

    static Plan of(Plan plan) {
        return new Plan(
                plan.app(),
                plan.environment(),
                plan.server(),
                plan.namespace(),
                plan.manifestsDigest(),
                plan.changes().stream().map(StepWords::of).toList(),
                plan.digest(),
                plan.warnings().stream().map(StepWords::of).toList());
    }

    private static Change of(Change change) {
        String words = of(change.reason());
        return words.equals(change.reason())
                ? change
                : new Change(
                        change.key(),
                        change.type(),
                        change.action(),
                        change.uid(),
                        change.fields(),
                        change.before(),
                        change.after(),
                        words,
                        change.warnings());
    }

    static DeploymentRecord of(DeploymentRecord record) {
        Optional<Plan> plan = record.plan().map(StepWords::of);
        return plan.equals(record.plan()) && of(record.message()).equals(record.message())
                ? record
                : new RecordBuilder(record)
                        .plan(plan)
                        .state(record.state(), of(record.message()))
                        .build();
    }
}
