package io.jenkins.plugins.gitops.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.ApiException;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.api.Selector;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One watch: JSON lines until its time is over, the server closes, or a fault ends it. */
final class WatchStream {

    private final Store store;
    private final Route route;
    private final Selector selector;
    private final Request request;
    private final OutputStream out;
    private final int dropAfter;
    private final Duration bookmarkEvery;
    private final boolean bookmarks;
    private int sent;

    /** @param dropAfter breaks off after so many events; negative: never */
    WatchStream(
            Store store,
            Route route,
            Selector selector,
            Request request,
            OutputStream out,
            int dropAfter,
            Duration bookmarkEvery) {
        this.store = store;
        this.route = route;
        this.selector = selector;
        this.request = request;
        this.out = out;
        this.dropAfter = dropAfter;
        this.bookmarkEvery = bookmarkEvery;
        this.bookmarks = request.query("allowWatchBookmarks").matches("true|1");
    }

    /** Returns when the watch has ended in order; throws {@link Cut} when a fault breaks it off. */
    void run() throws IOException, InterruptedException {
        BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
        String from = request.query("resourceVersion");
        boolean fromNow = from.isEmpty() || from.equals("0");
        long since;
        Optional<Runnable> subscription;
        synchronized (store) { // the objects of now and the events after them, without a gap
            since = fromNow ? store.revision() : Long.parseLong(from);
            subscription = store.listen(since, queue::add);
        }
        if (subscription.isEmpty()) {
            ApiException expired = Errors.expired("too old resource version: " + from + " (" + store.revision() + ")");
            send("ERROR", expired.status());
            return;
        }
        try {
            if (fromNow) {
                existing(since);
            }
            pump(queue, since);
        } finally {
            subscription.get().run();
        }
    }

    private void existing(long revision) throws IOException {
        Kind kind = route.kind();
        for (ObjectNode object :
                store.list(kind.group(), kind.plural(), route.namespace()).objects()) {
            // What came after is in the queue.
            if (Long.parseLong(Meta.resourceVersion(object)) <= revision && selector.test(object)) {
                event("ADDED", object);
            }
        }
        if (bookmarks || request.query("sendInitialEvents").equals("true")) {
            ObjectNode bookmark = bookmark(revision);
            Meta.of(bookmark).putObject("annotations").put("k8s.io/initial-events-end", "true");
            send("BOOKMARK", bookmark);
        }
    }

    private void pump(BlockingQueue<Event> queue, long since) throws IOException, InterruptedException {
        String seconds = request.query("timeoutSeconds");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds.isEmpty() ? 1800 : Long.parseLong(seconds));
        long last = since;
        dropIfDue();
        while (true) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            Event event = queue.poll(Math.min(left, bookmarkEvery.toNanos()), TimeUnit.NANOSECONDS);
            if (event != null) {
                last = event.revision();
                translate(event);
            } else if (bookmarks) {
                send("BOOKMARK", bookmark(Math.max(last, since)));
            }
        }
    }

    // An object that begins or ceases to match the selector comes or goes, as the watcher sees it.
    private void translate(Event event) throws IOException {
        Kind kind = route.kind();
        boolean here = event.key().isOf(kind.group(), kind.plural())
                && (route.namespace().isEmpty() || event.key().namespace().equals(route.namespace()));
        if (!here) {
            return;
        }
        boolean now = event.type() != Event.Type.DELETED && selector.test(event.object());
        boolean before = event.previous() != null && selector.test(event.previous());
        if (now && before) {
            event("MODIFIED", event.object());
        } else if (now) {
            event("ADDED", event.object());
        } else if (before) {
            ObjectNode gone = event.previous().deepCopy();
            Meta.of(gone).put("resourceVersion", Long.toString(event.revision()));
            event("DELETED", gone);
        }
    }

    private void event(String type, ObjectNode object) throws IOException {
        ObjectNode seen = object;
        if (!object.path("apiVersion").asText().equals(route.kind().apiVersion())) {
            seen = object.deepCopy().put("apiVersion", route.kind().apiVersion());
        }
        send(type, seen);
        sent++;
        dropIfDue();
    }

    private void dropIfDue() {
        if (dropAfter >= 0 && sent >= dropAfter) {
            throw new Cut();
        }
    }

    private ObjectNode bookmark(long revision) {
        ObjectNode object = Json.object();
        object.put("kind", route.kind().name()).put("apiVersion", route.kind().apiVersion());
        object.putObject("metadata").put("resourceVersion", Long.toString(revision));
        return object;
    }

    private void send(String type, ObjectNode object) throws IOException {
        ObjectNode line = Json.object().put("type", type);
        line.set("object", object);
        out.write((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Refuses what cannot be watched, while there is still time for a proper answer. */
    static void check(Request request) {
        String from = request.query("resourceVersion");
        if (!from.matches("\\d*")) {
            throw Errors.internal("resourceVersion: Invalid value: \"" + from + "\": strconv.ParseUint: parsing \""
                    + from + "\": invalid syntax");
        }
    }
}
