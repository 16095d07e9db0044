package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.check.HttpCheck;
import io.jenkins.plugins.gitops.core.health.HealthExpressions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What verify does beyond waiting for all objects together.
 *
 * @param expressions what people have said about the health of kinds
 * @param each how long one object may take; zero for as long as all
 * @param tests how long each test hook may take; empty runs none
 * @param checks what Services must answer
 */
public record VerifyOptions(
        HealthExpressions expressions, Duration each, Optional<Duration> tests, List<HttpCheck> checks) {
    /** Nothing. */
    public static final VerifyOptions NONE =
            new VerifyOptions(HealthExpressions.STANDARD, Duration.ZERO, Optional.empty(), List.of());

    public VerifyOptions {
        checks = List.copyOf(checks);
    }
}
