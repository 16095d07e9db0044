package io.jenkins.plugins.gitops.service;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.flow.Recovery;
import io.jenkins.plugins.gitops.core.flow.Verify;
import java.io.Serializable;

/**
 * What a verify means for its build.
 *
 * @param unhealthy when something is not healthy, or a check failed
 * @param drifted when something is not as it was applied
 */
public record Verdict(Effect unhealthy, Effect drifted) implements Serializable {
    /** What a finding does to the build. */
    public enum Effect {
        NOTHING,
        UNSTABLE,
        FAIL
    }

    /**
     * @return why the build is unstable, in one line; empty when it is not
     * @throws GitOpsException when it fails; the message says why and what the cluster holds now
     */
    public String unstable(Recovery.Outcome outcome) {
        Verify.Outcome first = outcome.first();
        if (!first.isGood()) {
            String back = outcome.message().isEmpty() ? "" : "\n" + outcome.message();
            return effect(
                    unhealthy,
                    "deployment " + first.deployment().id() + ": " + first.summary() + "\n  "
                            + String.join("\n  ", first.reasons()) + back);
        }
        int drift = first.differences().size();
        return drift == 0
                ? ""
                : effect(
                        drifted,
                        drift + (drift == 1 ? " field differs" : " fields differ")
                                + " from what was applied; deploy again to put it back, or verify with correct: true");
    }

    private static String effect(Effect effect, String message) {
        if (effect == Effect.FAIL) {
            throw new GitOpsException(message);
        }
        return effect == Effect.UNSTABLE ? message : "";
    }
}
