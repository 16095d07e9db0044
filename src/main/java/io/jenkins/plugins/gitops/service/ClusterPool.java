package io.jenkins.plugins.gitops.service;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.util.SystemProperties;

/**
 * The threads of this controller that talk to clusters: a bounded number of them ({@code io.jenkins.plugins.gitops.threads},
 * 32 unless set), each for a step at a time. More steps wait for their turn.
 */
@Extension
public final class ClusterPool {
    private static final int THREADS = SystemProperties.getInteger("io.jenkins.plugins.gitops.threads", 32);
    private static final int SECONDS_TO_END = 20;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            60,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new NamingThreadFactory(new DaemonThreadFactory(), "gitops"));

    private volatile boolean stopping;

    public ClusterPool() {
        executor.allowCoreThreadTimeOut(true);
    }

    /** @return the pool of the Jenkins that runs */
    public static ClusterPool get() {
        return ExtensionList.lookupSingleton(ClusterPool.class);
    }

    /** Runs it when a thread is free. Who may do what is asked for the build, not for the thread. */
    public void run(Runnable task) {
        executor.execute(() -> {
            try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
                task.run();
            }
        });
    }

    /** @return whether Jenkins is shutting down: what is interrupted now goes on after its start */
    public boolean isStopping() {
        return stopping;
    }

    /** Interrupts what runs, and gives it the time to say in its record how far it came. */
    @Terminator
    public static void stop() throws InterruptedException {
        ClusterPool pool = get();
        pool.stopping = true;
        pool.executor.shutdownNow();
        pool.executor.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    }
}
