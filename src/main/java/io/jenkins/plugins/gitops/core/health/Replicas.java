package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/** The counts in a workload's spec and status, and the words for them. */
final class Replicas {
    private Replicas() {}

    /** @return how many replicas the spec asks for; the API's default is one */
    static int wanted(ObjectNode live) {
        return Json.at(live, "spec", "replicas").asInt(1);
    }

    /** @return a count of the status; servers leave out those that are zero */
    static int counted(ObjectNode live, String field) {
        return Json.at(live, "status", field).asInt(0);
    }

    /** @return whether the workload's controller has written a status at all */
    static boolean seenByController(ObjectNode live) {
        return Json.at(live, "status", "observedGeneration").isNumber();
    }

    /** @return the health of a workload whose controller has not written a status */
    static Health notSeen() {
        return Health.progressing("its controller has not yet seen it");
    }

    /** @return on its way, because only so many of the wanted replicas are what they should be */
    static Health only(int count, int wanted, String what) {
        return Health.progressing(count + " of " + wanted + " replicas are " + what);
    }

    /** @return on its way, because there are more replicas than there should be */
    static Health extra(int count, String which) {
        return Health.progressing(
                count == 1 ? "1 " + which + " is being removed" : count + " " + which + "s are being removed");
    }
}
