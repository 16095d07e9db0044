package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes the upper part of a page: what, where, how it went, from which commit, by whom. */
final class HtmlOverview {
    private static final int DIRTY = 5;

    private final MarkupWriter html;
    private final ReportView view;
    private final DeploymentRecord record;
    private final Neighbours neighbours;

    HtmlOverview(MarkupWriter html, ReportView view, Neighbours neighbours) {
        this.html = html;
        this.view = view;
        this.record = view.record();
        this.neighbours = neighbours;
    }

    /** Writes the bar that stays in sight. */
    void head() {
        html.element("a", "Skip to the objects", "class", "gitops-hidden gitops-skip", "href", "#gitops-objects");
        html.open("header", "class", "gitops-head").open("h1");
        html.element("bdi", record.app()).element("span", "→").element("bdi", record.environment());
        html.close();
        badges();
        times();
        html.closeLine();
    }

    /** Writes how far it came and what it was. */
    void badges() {
        Label state = view.state();
        badge(state.toString(), state.tone());
        if (record.kind() != DeploymentRecord.Kind.DEPLOY) {
            badge(view.kind(), Tone.QUIET);
        }
        if (!record.drift().isEmpty()) {
            badge("! drift", Tone.WARNING);
        }
    }

    /** Writes when it began, how long it took, and the ways to its neighbours. */
    void times() {
        html.open("span", "class", "gitops-head__facts");
        html.open("span");
        time(record.started());
        html.close();
        html.element("span", view.duration().isEmpty() ? "not finished" : view.duration());
        neighbour("← Previous", neighbours.previous());
        neighbour("Next →", neighbours.next());
        html.close();
    }

    private void badge(String text, Tone tone) {
        html.element("span", text, "class", "gitops-badge gitops-" + tone.css());
    }

    private void neighbour(String words, String address) {
        if (!address.isEmpty()) {
            html.element("a", words, "href", address);
        }
    }

    /** Writes the cards: commit, deployment, target and source. */
    void cards() {
        html.open("div", "class", "gitops-cards");
        commit();
        deployment();
        source();
        html.closeLine();
    }

    private void commit() {
        card("Commit");
        if (record.commit().isEmpty()) {
            html.element("p", "The source is not in Git.", "class", "gitops-muted")
                    .closeLine();
            return;
        }
        Commit commit = record.commit().get();
        html.element("bdi", commit.subject(), "class", "gitops-card__lead");
        html.open("dl", "class", "gitops-facts");
        html.element("dt", "Id").open("dd").element("code", commit.shortId(), "title", commit.id());
        html.close();
        fact("Author", commit.author());
        // A rollback knows of its commit only what the history has kept.
        if (!commit.author().isEmpty()) {
            html.element("dt", "Time").open("dd");
            time(commit.time());
            html.close();
        }
        fact("Committer", commit.committer().equals(commit.author()) ? "" : commit.committer());
        fact("Signature", commit.signature().map(Signature::summary).orElse(""));
        fact("Branch", commit.branch());
        fact("Repository", commit.remote());
        if (!commit.dirty().isEmpty()) {
            html.element("dt", "Uncommitted").open("dd", "class", "gitops-warning");
            html.element("bdi", dirty(commit)).close();
        }
        html.close().closeLine();
    }

    private static String dirty(Commit commit) {
        List<String> shown = commit.dirty().stream().limit(DIRTY).toList();
        String files = String.join(", ", shown);
        int left = commit.dirty().size() - shown.size();
        return left > 0 ? files + " and " + left + " more" : files;
    }

    private void deployment() {
        card("Deployment");
        html.open("p", "class", "gitops-card__lead gitops-counts");
        view.counts().forEach(count -> HtmlLabel.count(html, count));
        html.close().open("dl", "class", "gitops-facts");
        fact("Reason", record.reason());
        fact("By", record.actor());
        html.element("dt", "Started").open("dd");
        time(record.started());
        html.close();
        fact("Took", view.duration());
        code("Record", record.id());
        code("Previous", record.previous());
        code("Plan", view.planDigest());
        html.close().closeLine();
    }

    private void source() {
        card("Target and source");
        html.element("bdi", record.server(), "class", "gitops-card__lead");
        html.open("dl", "class", "gitops-facts");
        fact("Namespace", record.namespace());
        view.source().forEach(source -> fact(title(source.name()), source.value()));
        record.plan().ifPresent(plan -> code("Manifests", plan.manifestsDigest()));
        html.close().closeLine();
    }

    /** {@code rollbackTo} reads {@code Rollback to}. */
    private static String title(String name) {
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private void card(String title) {
        html.open("section", "class", "gitops-card").element("h2", title);
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            html.element("dt", name)
                    .open("dd")
                    .open("bdi")
                    .breakable(value)
                    .close()
                    .close();
        }
    }

    private void code(String name, String value) {
        if (!value.isEmpty()) {
            html.element("dt", name)
                    .open("dd")
                    .element("code", value, "class", "gitops-id", "title", value)
                    .close();
        }
    }

    private void time(Instant time) {
        html.element("time", Times.seconds(time), "datetime", time.toString());
    }
}
