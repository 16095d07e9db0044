package io.jenkins.plugins.gitops.core.plan;

/** What a deployment would do to an object. */
public enum Action {
    CREATE,
    UPDATE,
    /** Delete and create anew: only for objects that ask for it. */
    REPLACE,
    UNCHANGED,
    /** Others own fields that this would set: refused unless the deployment may take them over. */
    CONFLICT,
    /** Delete, since the source no longer declares it. */
    PRUNE,
    /** A Helm hook that would run. Alone it is no reason to deploy. */
    RUN,
    /** The server cannot tell before the deployment; the change's reason says why. */
    UNKNOWN;

    /** @return whether there is anything to do: a change, or a hook to run */
    public boolean isWork() {
        return this != UNCHANGED;
    }

    /** @return whether applying the plan would touch the object */
    public boolean isChange() {
        return this != UNCHANGED && this != RUN;
    }
}
