package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.report.ObjectView.Group;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the list of objects, each of which unfolds to its diff, and the tools over it. */
final class HtmlObjects {
    /** With more objects than this only those in trouble are unfolded at first. */
    private static final int FEW = 6;

    /** Longer diffs are folded at first. */
    private static final int SHORT_DIFF = 80;

    private final HtmlWriter html;
    private final ReportView view;
    private final HtmlDiff diffs;
    private final List<ObjectView> changed;

    HtmlObjects(HtmlWriter html, ReportView view) {
        this.html = html;
        this.view = view;
        this.diffs = new HtmlDiff(html);
        this.changed = view.changed();
    }

    void write() {
        html.open("h2", "id", "gitops-objects").text("Objects");
        html.element("small", view.summary() + health()).closeLine();
        bar();
        if (!changed.isEmpty()) {
            tools();
            html.open("ul", "class", "gitops-objects");
            changed.forEach(this::object);
            html.closeLine();
        }
        unchanged();
    }

    private String health() {
        return view.healthCounts().stream()
                .map(count -> count.number() + " " + count.label().word())
                .collect(Collectors.joining(", ", " · ", ""))
                .replaceFirst(" · $", "");
    }

    private void bar() {
        long all = Math.max(1, view.objects().size());
        html.open(
                "svg",
                "class",
                "gitops-bar",
                "viewBox",
                "0 0 1000 8",
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                view.summary());
        long done = 0;
        long start = 0;
        for (ReportView.Count count : view.counts()) {
            done += count.number();
            long end = done * 1000 / all;
            rectangle(start, Math.max(2, end - start), count.label().tone());
            start = end;
        }
        html.closeLine();
    }

    private void rectangle(long x, long width, Tone tone) {
        html.open(
                "rect",
                "class",
                "gitops-" + tone.css(),
                "x",
                Long.toString(x),
                "width",
                Long.toString(width),
                "height",
                "8");
        html.close();
    }

    private void tools() {
        html.open("div", "class", "gitops-tools").open("fieldset").element("legend", "Show", "class", "gitops-hidden");
        chip("all", new Label("", "in all", Tone.QUIET), changed.size(), true);
        long problems = view.problems().size();
        if (problems > 0) {
            chip("problem", new Label("!", "in trouble", Tone.BAD), problems, false);
        }
        Map<Group, Long> groups =
                changed.stream().collect(Collectors.groupingBy(ObjectView::group, TreeMap::new, Collectors.counting()));
        Map<Group, Label> labels = changed.stream()
                .collect(Collectors.toMap(ObjectView::group, ObjectView::label, (first, second) -> first));
        groups.forEach((group, number) -> chip(css(group), labels.get(group), number, false));
        html.close().open("span", "class", "gitops-tools__end");
        html.element("span", "", "data-gitops-status", "", "role", "status", "class", "gitops-muted");
        html.empty(
                "input",
                "type",
                "search",
                "placeholder",
                "Filter by name",
                "aria-label",
                "Filter objects by name",
                "data-gitops-filter",
                "",
                "hidden",
                "");
        button("all", "Expand all");
        button("none", "Collapse all");
        html.open("label", "class", "gitops-split")
                .empty("input", "type", "checkbox")
                .text("Side by side")
                .close();
        html.close().closeLine();
    }

    private void chip(String group, Label label, long number, boolean checked) {
        String id = "gitops-show-" + group;
        html.empty("input", "type", "radio", "name", "gitops-show", "id", id, "checked", checked ? "" : null);
        html.open(
                "label",
                "for",
                id,
                "class",
                "gitops-chip gitops-" + label.tone().css());
        html.text((label.sign().isEmpty() ? "" : sign(label) + " ") + number + " " + label.word());
        html.close();
    }

    private void button(String which, String text) {
        html.element("button", text, "type", "button", "data-gitops-open", which, "hidden", "");
    }

    private void object(ObjectView object) {
        DiffView diff = object.diff();
        html.open("li", "data-group", css(object.group()), "data-problem", object.problem() ? "" : null);
        boolean open = object.problem() || changed.size() <= FEW && diff.rows() <= SHORT_DIFF;
        html.open("details", "class", "gitops-object", "id", object.anchor(), "open", open ? "" : null);
        html.open("summary");
        label(object.label());
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

    private void label(Label label) {
        html.open("span", "class", "gitops-label gitops-" + label.tone().css());
        html.element("b", sign(label)).text(label.word()).close();
    }

    private void name(ObjectView object) {
        html.open("span", "class", "gitops-object__name");
        html.element("i", Names.kind(object.key()) + "/")
                .element("bdi", object.key().name());
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
            label(object.health());
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
        html.element("a", "Link to this object", "href", "#" + object.anchor());
        html.close();
    }

    private void unchanged() {
        List<ObjectView> unchanged = view.unchanged();
        if (unchanged.isEmpty()) {
            return;
        }
        html.open("details", "class", "gitops-more").open("summary");
        html.text(unchanged.size() + (unchanged.size() == 1 ? " object" : " objects") + " unchanged")
                .close();
        html.open("table", "class", "gitops-table").open("tr");
        List.of("Object", "Namespace", "Health").forEach(title -> html.element("th", title, "scope", "col"));
        html.close();
        Function<ObjectView, String> health =
                object -> object.healthReason().isEmpty() ? "" : ": " + object.healthReason();
        unchanged.forEach(object -> {
            html.open("tr", "id", object.anchor()).element("td", Names.of(object.key()));
            html.element("td", Names.namespace(object.key())).open("td");
            label(object.health());
            html.text(health.apply(object)).close().closeLine();
        });
        html.close().closeLine();
    }

    private static String css(Group group) {
        return group.name().toLowerCase(Locale.ROOT);
    }

    /** A minus as wide as the plus. */
    private static String sign(Label label) {
        return label.sign().replace('-', '−');
    }
}
