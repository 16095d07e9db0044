package io.jenkins.plugins.gitops.builders;

import hudson.AbortException;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** What goes wrong is said in one message without a stack trace; what was stopped is told to Jenkins as it expects it. */
final class Polite {
    private Polite() {}

    static void run(Callable<?> work) throws InterruptedException, IOException {
        try {
            work.call();
        } catch (GitOpsException e) {
            throw new AbortException(e.getMessage());
        } catch (CancellationException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (InterruptedException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
