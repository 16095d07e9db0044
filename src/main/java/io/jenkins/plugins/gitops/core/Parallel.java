package io.jenkins.plugins.gitops.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Many requests at once, answers in order. */
public final class Parallel {
    /** Requests under way at once: enough to hide the round trip, few enough for the server's priority and fairness. */
    public static final int REQUESTS = 16;

    private static final int ENDING_SECONDS = 10;

    private Parallel() {}

    /**
     * Calls the work for every item on {@link #REQUESTS} threads and waits for all of them.
     *
     * @return the results in the order of the items
     * @throws RuntimeException the first failure, in the order of the items, when any call failed; all have ended then
     * @throws CancellationException when this thread was interrupted: calls under way were interrupted and have ended
     */
    public static <T, R> List<R> map(Collection<T> items, Function<T, R> work) {
        if (items.size() < 2) {
            return items.stream().map(work).toList();
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(REQUESTS, items.size()), task -> {
            Thread thread = new Thread(task, "gitops-request-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<R>> calls = new ArrayList<>(items.size());
            items.forEach(item -> calls.add(pool.submit(() -> work.apply(item))));
            return results(calls);
        } catch (InterruptedException e) {
            pool.shutdownNow();
            awaitEnd(pool);
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** What is under way decides what the record says: wait for it, but not for ever. */
    private static void awaitEnd(ExecutorService pool) {
        try {
            if (!pool.awaitTermination(ENDING_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("requests do not end although they were interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <R> List<R> results(List<Future<R>> calls) throws InterruptedException {
        List<R> results = new ArrayList<>(calls.size());
        RuntimeException first = null;
        for (Future<R> call : calls) {
            try {
                results.add(call.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                if (first == null) {
                    first = e.getCause() instanceof RuntimeException failure
                            ? failure
                            : new IllegalStateException(e.getCause());
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return results;
    }
}
