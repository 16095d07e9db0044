package io.jenkins.plugins.gitops.bench;

import java.util.ArrayList;
import java.util.List;

/** What one contender took for one job, run by run in milliseconds, and what it asked the server in the last one. */
final class Row {
    final String job;
    final String who;
    private final List<Double> times = new ArrayList<>();
    private String requests = "";

    Row(String job, String who) {
        this.job = job;
        this.who = who;
    }

    void add(double time, String asked) {
        times.add(time);
        requests = asked;
    }

    String requests() {
        return requests;
    }

    double median() {
        List<Double> sorted = times.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
