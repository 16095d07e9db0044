package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.manifest.Manifest;

/** Looks at one object for one rule. */
@FunctionalInterface
interface Check {
    /**
     * @param manifest the object
     * @param set what it is rendered and checked with
     * @param findings where what is wrong is told
     */
    void look(Manifest manifest, CheckedSet set, Findings findings);

    /** Takes what is wrong with the object. */
    @FunctionalInterface
    interface Findings {
        /**
         * @param field the field, empty for the object as a whole
         * @param problem what is wrong there, and what to do
         */
        void add(String field, String problem);
    }
}
