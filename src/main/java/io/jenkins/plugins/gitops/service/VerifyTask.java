package io.jenkins.plugins.gitops.service;

import io.jenkins.plugins.gitops.core.check.HttpCheck;
import io.jenkins.plugins.gitops.core.flow.VerifyOptions;
import io.jenkins.plugins.gitops.core.health.HealthExpressions;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a build wants to be verified, as plain values that survive a restart of the controller.
 *
 * @param app the app
 * @param environment the name of a configured environment
 * @param timeoutSeconds how long the objects may take to become healthy
 * @param stableSeconds how long they must stay healthy together
 * @param tests whether the chart's test hooks are run
 * @param testSeconds how long one test hook may take
 * @param checks what Services must answer to, {@code http://SERVICE:PORT/PATH} each
 * @param fields which differences are no drift, and which values are secret
 * @param correct whether drift is put back before anything is verified
 * @param rollback whether to go back to the last verified deployment when it is not healthy
 */
public record VerifyTask(
        String app,
        String environment,
        int timeoutSeconds,
        int stableSeconds,
        boolean tests,
        int testSeconds,
        List<String> checks,
        DeployTask.Fields fields,
        boolean correct,
        boolean rollback)
        implements Serializable {
    public VerifyTask {
        checks = new ArrayList<>(checks);
    }

    VerifyOptions options() {
        return new VerifyOptions(
                HealthExpressions.STANDARD,
                Duration.ZERO,
                tests ? Optional.of(Duration.ofSeconds(testSeconds)) : Optional.empty(),
                checks.stream().map(HttpCheck::of).toList());
    }
}
