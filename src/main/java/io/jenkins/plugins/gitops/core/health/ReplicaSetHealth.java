package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A ReplicaSet is healthy when exactly the wanted number of replicas is there and available. {@code ReplicaFailure} is
 * told as the reason but is no failure yet, as in kstatus: the controller goes on trying and a quota may free up. Argo
 * CD fails at once.
 */
final class ReplicaSetHealth {
    private ReplicaSetHealth() {}

    static Health assess(ObjectNode live) {
        if (!Replicas.seenByController(live)) {
            return Replicas.notSeen();
        }
        int wanted = Replicas.wanted(live);
        int there = Replicas.counted(live, "replicas");
        int labelled = Replicas.counted(live, "fullyLabeledReplicas");
        int available = Replicas.counted(live, "availableReplicas");
        if (there < wanted) {
            Health few = Replicas.only(there, wanted, "created");
            return Condition.holding(live, "ReplicaFailure")
                    .map(condition ->
                            Health.progressing(few.reason() + "; Pods cannot be created: " + condition.message()))
                    .orElse(few);
        }
        if (there > wanted) {
            return Replicas.extra(there - wanted, "surplus replica");
        }
        if (labelled < wanted) {
            return Replicas.only(labelled, wanted, "labelled as its template says");
        }
        return available < wanted ? Replicas.only(available, wanted, "available") : Health.healthy();
    }
}
