package io.jenkins.plugins.gitops.sandbox.faults;

import io.jenkins.plugins.gitops.sandbox.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is to go wrong, for tests:
 * <pre>
 * sandbox.faults().on("PATCH", ".&#42;/configmaps/.&#42;").nth(2).retryAfter(1).answer(429, "TooManyRequests", "slow down");
 * sandbox.faults().on("*", ".*").write().nth(3).cutAfter();
 * sandbox.faults().afterWrite(5, () -&gt; sandbox.patch(...));
 * </pre>
 */
public final class Faults {

    private final List<Fault> armed = new CopyOnWriteArrayList<>();
    private final Map<Integer, Runnable> before = new ConcurrentHashMap<>();
    private final Map<Integer, Runnable> after = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();

    /** Begins a fault for a method ("*": any) and a regular expression that must match the whole path. */
    public Fault on(String method, String pathRegex) {
        return new Fault(this, method, pathRegex);
    }

    /** Calls back before the n-th write from now is executed. Dry runs are not writes. */
    public void beforeWrite(int n, Runnable callback) {
        before.put(started.get() + n, callback);
    }

    /** Calls back when the n-th write from now has been executed and not yet answered. */
    public void afterWrite(int n, Runnable callback) {
        after.put(finished.get() + n, callback);
    }

    /** Nothing goes wrong any more; what hangs is cut. */
    public void clear() {
        armed.forEach(Fault::release);
        armed.clear();
        before.clear();
        after.clear();
    }

    void arm(Fault fault) {
        if (!armed.contains(fault)) {
            armed.add(fault);
        }
    }

    /** The first fault that strikes this request. Each fault counts the requests that reach it. */
    public Optional<Fault> strike(Request request) {
        return armed.stream().filter(fault -> fault.strikes(request)).findFirst();
    }

    public void writeStarts() {
        run(before.remove(started.incrementAndGet()));
    }

    public void writeDone() {
        run(after.remove(finished.incrementAndGet()));
    }

    private static void run(Runnable callback) {
        if (callback != null) {
            callback.run();
        }
    }
}
