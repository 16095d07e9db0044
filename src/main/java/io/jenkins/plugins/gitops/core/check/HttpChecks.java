package io.jenkins.plugins.gitops.core.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.check.CheckResult.Kind;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Answer;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;

/** Asks Services, one after the other, through the API server. */
public final class HttpChecks {
    private static final int LONGEST_WORDS = 160;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Set<Reason> HOPELESS = Set.of(Reason.FORBIDDEN, Reason.UNAUTHORIZED);

    private final ClusterGateway cluster;
    private final WaitClock clock;
    private final Progress progress;

    public HttpChecks(ClusterGateway cluster, WaitClock clock, Progress progress) {
        this.cluster = cluster;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Makes all checks, whatever becomes of those before.
     *
     * @param namespace where Services are that name no namespace
     * @return a result for each, in order
     * @throws ClusterException with reason {@code INTERRUPTED} when the thread was interrupted
     */
    public List<CheckResult> run(List<HttpCheck> checks, String namespace) {
        return checks.stream().map(check -> run(check, namespace)).toList();
    }

    /** An attempt that did not succeed. {@code last}: another would not either. */
    private record Miss(String why, boolean last) {}

    private CheckResult run(HttpCheck check, String namespace) {
        Duration start = clock.elapsed();
        for (int attempt = 1; ; attempt++) {
            Optional<Miss> miss = attempt(check, namespace);
            if (miss.isEmpty()) {
                String words = attempt == 1 ? "" : "at attempt " + attempt;
                return new CheckResult(
                        Kind.HTTP, check.name(), true, words, clock.elapsed().minus(start));
            }
            if (miss.get().last() || attempt >= check.attempts()) {
                String words = miss.get().why() + (attempt == 1 ? "" : ", after " + attempt + " attempts");
                return new CheckResult(
                        Kind.HTTP, check.name(), false, words, clock.elapsed().minus(start));
            }
            if (attempt == 1) {
                progress.info(check.name() + ": " + miss.get().why() + "; trying again");
            }
            pause(attempt);
        }
    }

    private Optional<Miss> attempt(HttpCheck check, String namespace) {
        Duration start = clock.elapsed();
        try {
            Answer answer = cluster.ask(
                    check.namespace().isEmpty() ? namespace : check.namespace(),
                    check.service(),
                    check.path(),
                    check.timeout());
            return miss(check, answer).map(why -> new Miss(why, false));
        } catch (ClusterException e) {
            if (e.reason() == Reason.INTERRUPTED) {
                throw e;
            }
            boolean late = clock.elapsed().minus(start).compareTo(check.timeout()) >= 0;
            String why = late ? "no answer within " + check.timeout().toSeconds() + " s" : e.getMessage();
            return Optional.of(new Miss(why, HOPELESS.contains(e.reason())));
        }
    }

    private static Optional<String> miss(HttpCheck check, Answer answer) {
        boolean asWanted = check.status() == 0 ? answer.code() / 100 == 2 : answer.code() == check.status();
        if (!asWanted) {
            String wanted = check.status() == 0 ? "2xx" : String.valueOf(check.status());
            return Optional.of("answered " + answer.code() + " instead of " + wanted + words(answer));
        }
        return answer.text().contains(check.contains())
                ? Optional.empty()
                : Optional.of("the answer does not contain \"" + check.contains() + "\"");
    }

    /** The API server's words where it answers in the Service's place, else the first line of the Service's own. */
    private static String words(Answer answer) {
        String text = answer.text();
        if (text.startsWith("{")) {
            try {
                JsonNode status = Json.parse(text);
                text = Json.text(status, "kind").equals("Status") ? Json.text(status, "message") : text;
            } catch (IllegalArgumentException e) {
                // No JSON after all: the text speaks for itself.
                text = answer.text();
            }
        }
        String line = text.lines()
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse("");
        String shown = line.replaceAll("\\p{Cntrl}", " ");
        return shown.isEmpty()
                ? ""
                : ": " + (shown.length() <= LONGEST_WORDS ? shown : shown.substring(0, LONGEST_WORDS - 1) + "…");
    }

    private void pause(int attempt) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempt - 1, 3));
        try {
            clock.poll(new LinkedBlockingQueue<>(), pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(Reason.INTERRUPTED, "interrupted between two attempts of a check", e);
        }
    }
}
