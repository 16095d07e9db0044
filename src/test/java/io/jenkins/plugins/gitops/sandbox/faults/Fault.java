package io.jenkins.plugins.gitops.sandbox.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.http.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One thing that goes wrong: which requests it meets, the how manyeth of them, and what then happens. Built by
 * chaining; it is armed as soon as it says what happens. Without {@link #nth} or {@link #always} it strikes once, at
 * the first request that matches.
 */
public final class Fault {

    /** What the HTTP side does. */
    public enum Effect {
        NONE,
        ANSWER,
        CUT_BEFORE,
        CUT_AFTER,
        DROP_WATCH,
        SLOW,
        HANG
    }

    private final Predicate<Request> matching;
    private final Faults owner;
    private Predicate<Request> condition = request -> true;
    private int from = 1;
    private int to = 1;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger struck = new AtomicInteger();

    /** Open once the faults are cleared: also for a request that was struck before and comes to hang only after. */
    private final CountDownLatch released = new CountDownLatch(1);

    private volatile Effect effect = Effect.NONE;
    private Duration delay = Duration.ZERO;
    private Duration pause = Duration.ZERO;
    private int code;
    private String body = "";
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int events;

    Fault(Faults owner, String method, String pathRegex) {
        this.owner = owner;
        Pattern path = Pattern.compile(pathRegex);
        this.matching = request -> (method.equals("*") || request.method().equals(method))
                && path.matcher(request.path()).matches();
    }

    /** Only requests for which this also holds. */
    public Fault when(Predicate<Request> more) {
        condition = condition.and(more);
        return this;
    }

    /** Only dry runs. */
    public Fault dryRun() {
        return when(Request::isDryRun);
    }

    /** Only requests that could change something. */
    public Fault write() {
        return when(Request::isWrite);
    }

    /** Strikes at the n-th matching request, counted from 1, and no other. */
    public Fault nth(int n) {
        return range(n, n);
    }

    /** Strikes at the first n matching requests. */
    public Fault first(int n) {
        return range(1, n);
    }

    /** Strikes at every matching request. */
    public Fault always() {
        return range(1, Integer.MAX_VALUE);
    }

    private Fault range(int first, int last) {
        from = first;
        to = last;
        return this;
    }

    /** Answers a Status in the server's form instead of executing the request. */
    public Fault answer(int status, String reason, String message) {
        ObjectNode object = Errors.of(status, reason, message, null).status();
        return answer(status, object.toString());
    }

    /** Answers this body instead of executing the request. */
    public Fault answer(int status, String text) {
        code = status;
        body = text;
        return arm(Effect.ANSWER);
    }

    /** With a {@code Retry-After} header; before {@code answer}. */
    public Fault retryAfter(int seconds) {
        headers.put("Retry-After", Integer.toString(seconds));
        return this;
    }

    /** Waits before the request is executed; alone, or before {@code answer} and the others. */
    public Fault delay(Duration time) {
        delay = time;
        return arm(effect);
    }

    /** Closes the connection; the request is not executed. */
    public Fault cutBefore() {
        return arm(Effect.CUT_BEFORE);
    }

    /** Executes the request, then closes the connection without an answer. */
    public Fault cutAfter() {
        return arm(Effect.CUT_AFTER);
    }

    /** Breaks a watch off after so many events. */
    public Fault dropWatchAfter(int count) {
        events = count;
        return arm(Effect.DROP_WATCH);
    }

    /** Executes the request and trickles the answer, a few bytes at a time with this pause. */
    public Fault slowBytes(Duration pause) {
        this.pause = pause;
        return arm(Effect.SLOW);
    }

    /** Never answers; the connection closes with the sandbox, or when the faults are cleared. */
    public Fault hang() {
        return arm(Effect.HANG);
    }

    /** How many requests it has struck. */
    public int struck() {
        return struck.get();
    }

    /** Waits as long as a request that was struck is to hang. */
    public void awaitRelease() throws InterruptedException {
        released.await();
    }

    void release() {
        released.countDown();
    }

    private Fault arm(Effect what) {
        effect = what;
        owner.arm(this);
        return this;
    }

    boolean strikes(Request request) {
        if (!matching.test(request) || !condition.test(request)) {
            return false;
        }
        int number = seen.incrementAndGet();
        boolean hit = number >= from && number <= to;
        if (hit) {
            struck.incrementAndGet();
        }
        return hit;
    }

    public Effect effect() {
        return effect;
    }

    public Duration delay() {
        return delay;
    }

    public Duration pause() {
        return pause;
    }

    public int code() {
        return code;
    }

    public String body() {
        return body;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public int events() {
        return events;
    }
}
