package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.report.ObjectView.Group;

/** Writes one object of the list: a line that unfolds to its facts and its diff. */
final class HtmlObject {
    private final MarkupWriter html;
    private final HtmlDiff diffs;
    private final HtmlTools tools;
    private final Parts parts;

    HtmlObject(MarkupWriter html, HtmlTools tools, Parts parts) {
        this.html = html;
        this.diffs = new HtmlDiff(html);
        this.tools = tools;
        this.parts = parts;
    }

    /**
     * @param open whether it is unfolded
     * @param here whether what it unfolds to is on the page; else only a link to it
     */
    void item(ObjectView object, DiffView diff, boolean open, boolean here) {
        html.open(
                "li",
                "data-group",
                HtmlTools.css(object.group()),
                "data-kind",
                tools.kindOf(object),
                "data-problem",
                object.problem() ? "" : null);
        html.open("details", "class", "gitops-object", "id", object.anchor(), "open", open ? "" : null);
        summary(object, diff);
        if (here) {
            content(object, diff);
        } else {
            parts.link(html, object.anchor(), "Show the changes");
        }
        html.close().closeLine();
    }

    private void summary(ObjectView object, DiffView diff) {
        html.open("summary");
        HtmlLabel.of(html, object.label());
        name(object);
        stat(diff);
        health(object);
        reason(object.message(), object.group() == Group.FAILED ? Tone.BAD : Tone.QUIET);
        reason(object.healthReason(), object.health().tone());
        reason(object.explanation(), Tone.QUIET);
        html.close();
    }

    /** Writes what an object unfolds to. */
    void content(ObjectView object, DiffView diff) {
        facts(object);
        object.change()
                .ifPresent(change -> change.warnings()
                        .forEach(warning ->
                                html.element("p", "Warning: " + warning, "class", "gitops-notice gitops-warning")));
        diffs.write(diff, "Changes of " + Names.of(object.key()));
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
        html.element("a", "Link to this object", "href", parts.of(object), "class", "gitops-copy");
        html.close();
    }
}
