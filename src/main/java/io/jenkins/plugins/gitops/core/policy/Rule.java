package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.inventory.Annotations;

/**
 * One thing that is demanded of manifests.
 *
 * @param id the name by which people configure and silence it
 * @param standard its severity unless configured
 * @param summary what it demands, one sentence
 * @param why what goes wrong otherwise
 * @param binding whether it is a limit that others set for the manifests, which an annotation in them cannot lift
 */
public record Rule(String id, Severity standard, String summary, String why, boolean binding) {

    /** @return how a violation of it is silenced, for people */
    public String silence() {
        return binding
                ? "it is a limit that is set outside of the manifests; change it there"
                : "annotate the object with " + Annotations.SILENCE + ": " + id + ", or name it in the configuration";
    }
}
