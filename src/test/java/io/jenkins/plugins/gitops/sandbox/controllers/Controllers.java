package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.ApiException;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import io.jenkins.plugins.gitops.sandbox.store.Store;
import io.jenkins.plugins.gitops.sandbox.verbs.ApiServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What kube-controller-manager and a kubelet do, on one thread: hears what is written, and brings the rest in line.
 * Deployments become available {@code delay} after they were written, unless their Pods are told to fail.
 */
public final class Controllers implements AutoCloseable {

    private static final int ATTEMPTS = 20;

    private record Appointment(long due, ScheduledFuture<?> task) {}

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread daemon = new Thread(runnable, "sandbox-controllers");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Map<String, Appointment> appointments = new HashMap<>();
    private final Store store;
    private final List<Controller> always;
    private final List<Controller> workloads;
    private final Duration delay;
    private volatile boolean workloadsOn;

    public Controllers(ApiServer api, Duration delay, boolean workloadsOn) {
        this.store = api.cluster().store();
        this.delay = delay;
        this.workloadsOn = workloadsOn;
        Actions actions = new Actions(api);
        this.always = List.of(
                new CrdController(api),
                new NamespaceController(actions),
                new GarbageCollector(actions),
                new StorageProtection(actions));
        this.workloads = List.of(
                new DeploymentController(actions),
                new ReplicaSetController(actions),
                new StatefulSetController(actions),
                new DaemonSetController(actions),
                new JobController(actions),
                new ClaimController(actions),
                new LoadBalancerController(actions),
                new Kubelet(actions));
        store.listen(store.revision(), this::hear);
    }

    /** Switches the controllers of workloads on or off; namespaces, CRDs and garbage collection always work. */
    public void workloads(boolean on) {
        workloadsOn = on;
        if (on) {
            store.all()
                    .forEach((key, object) ->
                            hear(new Event(store.revision(), Event.Type.MODIFIED, key, object, object)));
        }
    }

    // Called inside the store's lock: only takes note.
    private void hear(Event event) {
        always.forEach(controller -> enqueue(controller, event));
        if (workloadsOn) {
            workloads.forEach(controller -> enqueue(controller, event));
        }
    }

    private void enqueue(Controller controller, Event event) {
        for (Key key : controller.concerns(event)) {
            schedule(controller, key, controller.patience(event, delay), 0);
        }
    }

    // One appointment for each object and controller: the earliest.
    private void schedule(Controller controller, Key key, Duration wait, int attempt) {
        String ticket = controller.getClass().getSimpleName() + key;
        long due = System.nanoTime() + wait.toNanos();
        synchronized (appointments) {
            Appointment other = appointments.get(ticket);
            if (other != null && other.due() - due <= 0) {
                return;
            }
            if (other != null) {
                other.task().cancel(false);
            }
            try {
                ScheduledFuture<?> task = thread.schedule(
                        () -> {
                            synchronized (appointments) {
                                appointments.remove(ticket);
                            }
                            reconcile(controller, key, attempt);
                        },
                        wait.toNanos(),
                        TimeUnit.NANOSECONDS);
                appointments.put(ticket, new Appointment(due, task));
            } catch (RejectedExecutionException e) {
                appointments.remove(ticket); // closing
            }
        }
    }

    private void reconcile(Controller controller, Key key, int attempt) {
        try {
            ObjectNode object = store.get(key).orElse(null);
            Duration again = controller.reconcile(key, object);
            if (again.compareTo(Controller.NEVER) < 0) {
                schedule(controller, key, again, 0);
            }
        } catch (ApiException e) {
            // A lost race, or something of it is being deleted: look again, as controllers do.
            if (attempt < ATTEMPTS) {
                schedule(controller, key, Duration.ofMillis(10), attempt + 1);
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
