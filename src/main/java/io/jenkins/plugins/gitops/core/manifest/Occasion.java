package io.jenkins.plugins.gitops.core.manifest;

/** What a deployment is to Helm, which decides about the hooks that it runs. */
public enum Occasion {
    /** No deployment of the app has ended well yet, and it is not taken over from a Helm release. */
    INSTALL(HookEvent.PRE_INSTALL, HookEvent.POST_INSTALL),
    UPGRADE(HookEvent.PRE_UPGRADE, HookEvent.POST_UPGRADE),
    /** Back to what an earlier deployment has applied, with the hooks that it had. */
    ROLLBACK(HookEvent.PRE_ROLLBACK, HookEvent.POST_ROLLBACK);

    private final HookEvent before;
    private final HookEvent after;

    Occasion(HookEvent before, HookEvent after) {
        this.before = before;
        this.after = after;
    }

    /** @return the event before the first object is applied */
    public HookEvent before() {
        return before;
    }

    /** @return the event after the last object was applied or pruned */
    public HookEvent after() {
        return after;
    }
}
