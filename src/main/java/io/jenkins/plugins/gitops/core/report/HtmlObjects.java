package io.jenkins.plugins.gitops.core.report;

import java.util.Comparator;
import java.util.List;

/** Writes the list of objects, each of which unfolds to its diff, and the table of those that stayed as they were. */
final class HtmlObjects {
    /** With more objects than this only those in trouble are unfolded at first. */
    private static final int FEW = 6;

    /** With more objects in trouble than this none is unfolded at first. */
    private static final int FEW_PROBLEMS = 10;

    /** Longer diffs are folded at first, and not on a page that can load them. */
    private static final int SHORT_DIFF = 80;

    /** So many characters of the list are on a page that can load the rest: some two hundred objects. */
    private static final int CHUNK = 150_000;

    /** So many unchanged objects are on a page that can load them. */
    private static final int FEW_UNCHANGED = 60;

    /** The part that holds the unchanged objects. */
    static final String UNCHANGED = "unchanged";

    /** The parts that hold the rest of the list, with the place from which on. */
    static final String REST = "objects-";

    private final MarkupWriter html;
    private final ReportView view;
    private final Parts parts;
    private final List<ObjectView> changed;
    private final HtmlTools tools;
    private final HtmlObject objects;
    private final boolean openProblems;

    HtmlObjects(MarkupWriter html, ReportView view, Parts parts) {
        this.html = html;
        this.view = view;
        this.parts = parts;
        this.changed = parts.exist() ? problemsFirst(view.changed()) : view.changed();
        this.tools = new HtmlTools(html, changed);
        this.objects = new HtmlObject(html, tools, parts);
        this.openProblems = view.problems().size() <= FEW_PROBLEMS;
    }

    private static List<ObjectView> problemsFirst(List<ObjectView> objects) {
        return objects.stream()
                .sorted(Comparator.comparing(ObjectView::problem).reversed())
                .toList();
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
        int next = items(0);
        html.close();
        rest(next);
        html.element("p", "No object matches.", "class", "gitops-nothing", "data-gitops-nothing", "", "hidden", "");
        html.closeLine();
    }

    /**
     * Writes the objects of the list from a place on, as many as a page may have.
     *
     * @return the place of the first one that was not written
     */
    int items(int from) {
        int end = parts.exist() ? html.length() + CHUNK : Integer.MAX_VALUE;
        int next = from;
        while (next < changed.size() && html.length() < end) {
            item(changed.get(next));
            next++;
        }
        return next;
    }

    private void item(ObjectView object) {
        DiffView diff = object.diff();
        boolean isShort = diff.rows() <= SHORT_DIFF;
        boolean few = changed.size() <= FEW;
        boolean open = object.problem() ? openProblems : few && isShort;
        objects.item(object, diff, open, !parts.exist() || (few || open) && isShort);
    }

    /** Writes the link to the objects from a place on, unless there are none. */
    void rest(int from) {
        if (from < changed.size()) {
            parts.link(
                    html, REST + from, "Show more: " + (changed.size() - from) + " of " + changed.size() + " are left");
        }
    }

    /** Writes one object, unfolded. */
    void whole(ObjectView object) {
        objects.item(object, object.diff(), true, true);
    }

    /** Writes what one object unfolds to. */
    void content(ObjectView object) {
        objects.content(object, object.diff());
    }

    private void unchanged() {
        int count = view.unchanged().size();
        if (count == 0) {
            return;
        }
        html.open("details", "class", "gitops-more gitops-same").open("summary");
        html.text(count + (count == 1 ? " object" : " objects") + " unchanged")
                .element("small", "", "data-gitops-matches", "")
                .close();
        if (parts.exist() && count > FEW_UNCHANGED) {
            parts.link(html, UNCHANGED, "Show them");
        } else {
            unchangedTable();
        }
        html.closeLine();
    }

    /** Writes the table of the objects that stayed as they were. */
    void unchangedTable() {
        html.open("table", "class", "gitops-table").open("thead").open("tr");
        List.of("Object", "Namespace", "Health").forEach(title -> html.element("th", title, "scope", "col"));
        html.close().close().open("tbody");
        view.unchanged().forEach(object -> {
            html.open("tr", "id", object.anchor()).element("td", Names.of(object.key()));
            html.element("td", Names.namespace(object.key())).open("td");
            HtmlLabel.of(html, object.health());
            html.text(object.healthReason().isEmpty() ? "" : ": " + object.healthReason())
                    .close()
                    .closeLine();
        });
        html.close().close();
    }
}
