package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/**
 * The trouble of one Pod, held against the object that it belongs to.
 *
 * @param pod the Pod; the workload itself when its Pods cannot be created
 * @param trouble what is wrong with it
 * @param counts whether that has lasted for long enough to fail the object; otherwise it is only told
 * @param hint what to know or do besides, or an empty string
 */
record PodFinding(ObjectNode pod, PodTrouble trouble, boolean counts, String hint) {

    String words() {
        if (trouble.kind() == PodTrouble.Kind.CREATION) {
            return trouble.message();
        }
        return "Pod " + Json.text(pod, "metadata", "name") + ": " + WaitWords.oneLine(trouble.message())
                + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
