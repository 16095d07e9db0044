package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.report.ObjectView.Group;
import java.util.List;

/** Writes the list of objects, each of which unfolds to its diff, and the table of those that stayed as they were. */
final class HtmlObjects {
    /** With more objects than this only those in trouble are unfolded at first. */
    private static final int FEW = 6;

    /** With more objects in trouble than this none is unfolded at first. */
    private static final int FEW_PROBLEMS = 10;

    /** Longer diffs are folded at first. */
    private static final int SHORT_DIFF = 80;

    private final MarkupWriter html;
    private final ReportView view;
    private final HtmlDiff diffs;
    private final List<ObjectView> changed;
    private final HtmlTools tools;
    private final boolean openProblems;

    HtmlObjects(MarkupWriter html, ReportView view) {
        this.html = html;
        this.view = view;
        this.diffs = new HtmlDiff(html);
        this.changed = view.changed();
        this.tools = new HtmlTools(html, changed);
        this.openProblems = view.problems().size() <= FEW_PROBLEMS;
    }

    void write() {
        html.open("h2", "id", "gitops-objects").text("Objects").open("small");
        view.healthCounts().forEach(count -> HtmlLabel.count(html, count));
        html.close().closeLine();
        if (view.objects().isEmpty()) {
            html.element("p", "The record holds no objects.", "class", "gitops-nothing");
            return;
        }
        bar();
        if (changed.isEmpty()) {
            html.element("p", nothing(), "class", "gitops-nothing");
        } else {
            tools.write();
            list();
        }
        unchanged();
    }

    private String nothing() {
        boolean good = view.state().tone() != Tone.BAD && view.record().drift().isEmpty();
        return good ? "Nothing to change: the cluster is as declared." : "Nothing was changed.";
    }

    private void bar() {
        HtmlBar bar = new HtmlBar(html, view.summary());
        long all = view.objects().size();
        long done = 0;
        for (ReportView.Count count : view.counts()) {
            bar.part(done, count.number(), all, count.label().tone());
            done += count.number();
        }
        bar.end();
    }

    private void list() {
        html.open("div", "class", "gitops-list");
        html.open("div", "class", "gitops-columns", "aria-hidden", "true");
        List.of("Result", "Object", "Lines", "Health").forEach(title -> html.element("span", title));
        html.closeLine().open("ul", "class", "gitops-objects");
        changed.forEach(this::object);
        html.close();
        html.element("p", "No object matches.", "class", "gitops-nothing", "data-gitops-nothing", "", "hidden", "");
        html.closeLine();
    }

    private void object(ObjectView object) {
        DiffView diff = object.diff();
        html.open(
                "li",
                "data-group",
                HtmlTools.css(object.group()),
                "data-kind",
                tools.kindOf(object),
                "data-problem",
                object.problem() ? "" : null);
        boolean open = object.problem() ? openProblems : changed.size() <= FEW && diff.rows() <= SHORT_DIFF;
        html.open("details", "class", "gitops-object", "id", object.anchor(), "open", open ? "" : null);
        html.open("summary");
        HtmlLabel.of(html, object.label());
        name(object);
        stat(diff);
        health(object);
        reason(object.message(), object.group() == Group.FAILED ? Tone.BAD : Tone.QUIET);
        reason(object.healthReason(), object.health().tone());
        reason(object.explanation(), Tone.QUIET);
        html.close();
        facts(object);
        object.change()
                .ifPresent(change -> change.warnings()
                        .forEach(warning ->
                                html.element("p", "Warning: " + warning, "class", "gitops-notice gitops-warning")));
        diffs.write(diff, "Changes of " + Names.of(object.key()));
        html.close().closeLine();
    }

    private void name(ObjectView object) {
        html.open("span", "class", "gitops-object__name");
        html.element("i", Names.kind(object.key()) + "/").element("bdi", Names.name(object.key()));
        html.element("small", Names.namespace(object.key())).close();
    }

    private void stat(DiffView diff) {
        html.open("span", "class", "gitops-stat");
        if (diff.added() > 0) {
            html.element("span", "+" + diff.added(), "class", "gitops-label gitops-good");
        }
        if (diff.removed() > 0) {
            html.text(diff.added() > 0 ? " " : "");
            html.element("span", "−" + diff.removed(), "class", "gitops-label gitops-bad");
        }
        html.close();
    }

    private void health(ObjectView object) {
        html.open("span", "class", "gitops-object__health");
        if (!object.health().equals(Label.NONE)) {
            HtmlLabel.of(html, object.health());
        }
        html.close();
    }

    private void reason(String reason, Tone tone) {
        if (!reason.isEmpty()) {
            html.element("span", reason, "class", "gitops-object__reason gitops-" + tone.css());
        }
    }

    private void facts(ObjectView object) {
        html.open("p", "class", "gitops-object__facts");
        object.change().ifPresent(change -> html.element("span", change.type().toString()));
        object.change()
                .filter(change -> !change.uid().isEmpty())
                .ifPresent(change -> html.element("span", "uid " + change.uid()));
        if (!object.took().isEmpty()) {
            html.element("span", "took " + object.took());
        }
        html.element("a", "Link to this object", "href", "#" + object.anchor(), "class", "gitops-copy");
        html.close();
    }

    private void unchanged() {
        List<ObjectView> unchanged = view.unchanged();
        if (unchanged.isEmpty()) {
            return;
        }
        html.open("details", "class", "gitops-more gitops-same").open("summary");
        html.text(unchanged.size() + (unchanged.size() == 1 ? " object" : " objects") + " unchanged")
                .element("small", "", "data-gitops-matches", "")
                .close();
        html.open("table", "class", "gitops-table").open("thead").open("tr");
        List.of("Object", "Namespace", "Health").forEach(title -> html.element("th", title, "scope", "col"));
        html.close().close().open("tbody");
        unchanged.forEach(object -> {
            html.open("tr", "id", object.anchor()).element("td", Names.of(object.key()));
            html.element("td", Names.namespace(object.key())).open("td");
            HtmlLabel.of(html, object.health());
            html.text(object.healthReason().isEmpty() ? "" : ": " + object.healthReason())
                    .close()
                    .closeLine();
        });
        html.close().close().closeLine();
    }
}
