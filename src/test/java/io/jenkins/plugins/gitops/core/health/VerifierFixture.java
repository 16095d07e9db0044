package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.health.VerifyRequest.Target;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A scripted cluster with its clock, and a verifier that looks at it. */
abstract class VerifierFixture {
    static final String SELECTOR = "applyset.kubernetes.io/part-of=applyset-x-v1";

    final ScriptedClock clock = new ScriptedClock();
    final ScriptedCluster cluster = new ScriptedCluster();
    final RecordingProgress progress = new RecordingProgress();
    String selector = SELECTOR;
    Duration timeout = Duration.ofSeconds(60);
    Duration stabilisation = Duration.ZERO;
    boolean failFast = true;

    VerifyResult verify(ObjectNode... objects) {
        return verify(Stream.of(objects).map(Target::of).toList());
    }

    VerifyResult verify(List<Target> targets) {
        return new Verifier(cluster, clock, progress)
                .verify(new VerifyRequest(targets, selector, timeout, stabilisation, failFast));
    }

    void at(double seconds, Runnable what) {
        clock.at(seconds, what);
    }
}
