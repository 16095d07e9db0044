package io.jenkins.plugins.gitops.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** All requests since the start or the last {@link #reset()}, so that tests can hold budgets. */
public final class RequestLog {

    private final List<LoggedRequest> entries = new ArrayList<>();

    /** Notes a request at its start; the result is its place for {@link #finish}. */
    synchronized LoggedRequest start(Request request) {
        LoggedRequest entry = new LoggedRequest(
                request.method(), request.path(), request.query(), request.isDryRun(), request.isWatch(), 0);
        entries.add(entry);
        return entry;
    }

    synchronized void finish(LoggedRequest started, int status) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i) == started) {
                entries.set(
                        i,
                        new LoggedRequest(
                                started.method(),
                                started.path(),
                                started.query(),
                                started.dryRun(),
                                started.watch(),
                                status));
                return;
            }
        }
    }

    public synchronized List<LoggedRequest> all() {
        return List.copyOf(entries);
    }

    public synchronized void reset() {
        entries.clear();
    }

    public long count(Predicate<LoggedRequest> which) {
        return all().stream().filter(which).count();
    }

    /** Requests with this method ("*": any) to a path that the regular expression matches as a whole. */
    public long count(String method, String pathRegex) {
        Pattern path = Pattern.compile(pathRegex);
        return count(r -> (method.equals("*") || r.method().equals(method))
                && path.matcher(r.path()).matches());
    }

    public long total() {
        return all().size();
    }

    /** Requests that asked for a change, dry runs not counted. */
    public long writes() {
        return count(LoggedRequest::isWrite);
    }

    public long dryRuns() {
        return count(LoggedRequest::dryRun);
    }

    public long watches() {
        return count(LoggedRequest::watch);
    }

    /** GETs of collections, each page counted; no watches, no discovery. */
    public long lists() {
        return count(r -> r.method().equals("GET")
                && !r.watch()
                && r.path().matches("/(api/v1|apis/[^/]+/[^/]+)/(namespaces/[^/]+/)?[^/]+"));
    }
}
