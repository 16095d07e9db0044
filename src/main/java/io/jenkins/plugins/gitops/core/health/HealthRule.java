package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How the health of one kind reads from its live object. A pure function: it sees one object, no clock and no cluster.
 * It is asked only when nothing in {@link HealthRules}' generic order has already decided.
 */
@FunctionalInterface
interface HealthRule {
    /** @return the health; never {@link Health.Status#MISSING} */
    Health assess(ObjectNode live);
}
