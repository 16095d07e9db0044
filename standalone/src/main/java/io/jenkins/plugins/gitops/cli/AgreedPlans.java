package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.flow.AgreedPlan;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads what {@code --plan} names: a digest, or a file with a plan or a record. */
final class AgreedPlans {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private AgreedPlans() {}

    /** @param given null when nothing was given */
    static AgreedPlan read(String given) {
        if (given == null) {
            return AgreedPlan.ANY;
        }
        if (DIGEST.matcher(given).matches()) {
            return AgreedPlan.of(given);
        }
        Path file = Path.of(given);
        if (!Files.isRegularFile(file)) {
            throw new GitOpsException(
                    "--plan " + given + " is neither a plan's digest (sha256: and 64 digits) nor a file");
        }
        try {
            return AgreedPlan.of(PlanJson.fromJson(Json.parse(Files.readString(file)), given));
        } catch (IOException | IllegalArgumentException e) {
            throw new GitOpsException("cannot read the plan in " + given + ": " + e.getMessage(), e);
        }
    }
}
