package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.time.Instant;
import java.util.List;

/** Writes the upper part of a page: what, where, how it went, from which commit, by whom. */
final class HtmlOverview {
    /** So many problems are listed at the top; the rest stands with the objects. */
    private static final int PROBLEMS = 10;

    private static final int DIRTY = 5;

    private final HtmlWriter html;
    private final ReportView view;
    private final DeploymentRecord record;

    HtmlOverview(HtmlWriter html, ReportView view) {
        this.html = html;
        this.view = view;
        this.record = view.record();
    }

    void write() {
        html.element("a", "Skip to the objects", "class", "gitops-hidden gitops-skip", "href", "#gitops-objects");
        head();
        problems();
        view.warnings().forEach(this::warning);
        html.open("div", "class", "gitops-cards");
        commit();
        deployment();
        source();
        html.closeLine();
    }

    private void head() {
        html.open("header", "class", "gitops-head").open("h1");
        html.element("bdi", record.app()).element("span", "→").element("bdi", record.environment());
        html.close();
        Label state = view.state();
        html.element(
                "span",
                state.toString(),
                "class",
                "gitops-badge gitops-" + state.tone().css());
        html.open("span", "class", "gitops-head__facts");
        html.element("span", view.kind());
        html.open("span");
        time(record.started());
        html.close();
        html.element("span", view.duration().isEmpty() ? "not finished" : view.duration());
        html.close().closeLine();
    }

    private void problems() {
        List<ObjectView> problems = view.problems();
        if (record.message().isEmpty() && problems.isEmpty()) {
            return;
        }
        boolean bad = !problems.isEmpty() || view.state().tone() == Tone.BAD;
        html.open("section", "class", "gitops-notice gitops-" + (bad ? Tone.BAD : Tone.WARNING).css());
        String message = record.message().isEmpty() ? "Not all objects are well" : record.message();
        message.lines().forEach(line -> html.element("p", line));
        if (!problems.isEmpty()) {
            html.open("ul");
            problems.stream().limit(PROBLEMS).forEach(this::problem);
            More.lines(problems.size(), PROBLEMS, "object", "objects").forEach(more -> html.element("li", more));
            html.close();
        }
        html.closeLine();
    }

    private void problem(ObjectView object) {
        html.open("li").open("a", "href", "#" + object.anchor());
        html.element("bdi", Names.of(object.key())).close();
        String reason = object.group() == ObjectView.Group.FAILED ? object.message() : object.healthReason();
        html.text(reason.isEmpty() ? ": " + object.health().word() : ": " + reason);
        html.close();
    }

    private void warning(String warning) {
        html.open("section", "class", "gitops-notice gitops-warning");
        html.text("Warning: " + warning).closeLine();
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
        html.element("span", view.summary(), "class", "gitops-card__lead");
        html.open("dl", "class", "gitops-facts");
        fact("By", record.actor());
        fact("Reason", record.reason());
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

    private static String title(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private void card(String title) {
        html.open("section", "class", "gitops-card").element("h2", title);
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            html.element("dt", name).open("dd").element("bdi", value).close();
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
