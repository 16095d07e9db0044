package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.sandbox.http.Request;
import java.util.Optional;

/** Lets a sandbox's connections end from the n-th write on, as if the program were killed there. */
final class Kill {
    private final int at;
    private final boolean executed;
    private int writes;
    private Request victim;

    private Kill(int at, boolean executed) {
        this.at = at;
        this.executed = executed;
    }

    /**
     * @param at the number of the write, from 1
     * @param executed whether that write still reaches the server; its answer does not come back either way
     */
    static Kill arm(Sandbox sandbox, int at, boolean executed) {
        Kill kill = new Kill(at, executed);
        sandbox.faults().on("*", ".*").when(request -> kill.isDead()).always().cutBefore();
        if (executed) {
            sandbox.faults().on("*", ".*").when(kill::strikes).always().cutAfter();
        } else {
            sandbox.faults().on("*", ".*").when(kill::strikes).always().cutBefore();
        }
        return kill;
    }

    private synchronized boolean isDead() {
        return victim != null;
    }

    private synchronized boolean strikes(Request request) {
        if (victim != null || !request.isWrite() || ++writes < at) {
            return false;
        }
        victim = request;
        return true;
    }

    /** @return the write that was cut, if the program came that far */
    synchronized Optional<Request> victim() {
        return Optional.ofNullable(victim);
    }

    /** @return whether the server executed the write with this method and path as the last thing */
    synchronized boolean executed(String method, String path) {
        return executed
                && victim != null
                && victim.method().equals(method)
                && victim.path().equals(path);
    }

    @Override
    public String toString() {
        return "killed " + (executed ? "after" : "before") + " write " + at
                + (victim == null ? " (not reached)" : ": " + victim.method() + " " + victim.path());
    }
}
