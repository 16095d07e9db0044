package io.jenkins.plugins.gitops.actions;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.report.HtmlTrend;
import io.jenkins.plugins.gitops.core.report.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One page of the history of a job's deployments, newest first: those of a hundred builds at most. */
@Restricted(NoExternalUse.class)
public final class JobHistory {
    private static final int MOST = 50;

    private final String context;
    private final List<DeploymentLine> lines = new ArrayList<>();
    private final int older;
    private final boolean newest;

    /**
     * @param before only builds with a smaller number; 0 for all
     * @param context the path of Jenkins on its server
     */
    JobHistory(Job<?, ?> job, int before, String context) {
        this.context = context;
        this.newest = before <= 0;
        Run<?, ?> from = newest ? job.getLastBuild() : job.getNearestOldBuild(before - 1);
        int last = 0;
        for (Run<?, ?> build : (Iterable<Run<?, ?>>) Builds.backwards(from)::iterator) {
            if (lines.size() >= MOST) {
                break;
            }
            last = build.getNumber();
            add(build);
        }
        this.older = last > 0 && job.getNearestOldBuild(last - 1) != null ? last : 0;
    }

    private void add(Run<?, ?> build) {
        List<DeploymentLine> ofBuild = new ArrayList<>(
                Builds.deployments(build).map(GitOpsBuildAction::getLines).orElse(List.of()));
        Collections.reverse(ofBuild);
        lines.addAll(ofBuild);
    }

    public List<DeploymentLine> getLines() {
        return lines;
    }

    /** @return before which build the next page of the history begins; 0 when this is the last one */
    public int getOlder() {
        return older;
    }

    /** @return whether nothing is newer than what is on this page */
    public boolean isNewest() {
        return newest;
    }

    /** @return HTML: deployments that have ended, oldest first, without plans; empty when there are fewer than two */
    public String getTrend() {
        List<HtmlTrend.Bar> bars =
                new ArrayList<>(ended().stream().map(this::bar).toList());
        Collections.reverse(bars);
        return bars.size() < 2 ? "" : HtmlTrend.of(bars, getSummary());
    }

    /** @return {@code 12 deployments: 10 verified, 2 failed; half of them took less than 42 s} */
    public String getSummary() {
        List<DeploymentLine> ended = ended();
        Map<String, Long> counts = ended.stream()
                .collect(Collectors.groupingBy(line -> line.label().word(), LinkedHashMap::new, Collectors.counting()));
        String words = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        return median(ended)
                .map(middle -> Messages.JobHistory_summary(ended.size(), words, Times.duration(middle)))
                .orElse("");
    }

    private List<DeploymentLine> ended() {
        return lines.stream()
                .filter(line -> line.entry().getFinished() > 0 && line.entry().state() != State.PLANNED)
                .toList();
    }

    private static Optional<Duration> median(List<DeploymentLine> ended) {
        List<Duration> sorted =
                ended.stream().map(DeploymentLine::took).sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }

    private HtmlTrend.Bar bar(DeploymentLine line) {
        String words = line.getBuild() + " " + line.getTitle() + ": " + line.getState() + ", " + line.getDuration();
        return new HtmlTrend.Bar(words, context + "/" + line.getUrl(), line.label(), line.took());
    }
}
