package io.jenkins.plugins.gitops.core.report;

import java.util.List;

/** Writes what went wrong, with the place to begin at first, and what to be careful about. */
final class HtmlTrouble {
    /** So many objects are named; the rest stands with the objects. */
    private static final int OTHERS = 10;

    private final MarkupWriter html;
    private final ReportView view;

    HtmlTrouble(MarkupWriter html, ReportView view) {
        this.html = html;
        this.view = view;
    }

    void write() {
        String message = view.record().message();
        List<ObjectView> problems = view.problems();
        if (!problems.isEmpty() || !message.isEmpty()) {
            boolean bad = !problems.isEmpty() || view.state().tone() == Tone.BAD;
            html.open("section", "class", "gitops-notice gitops-" + (bad ? Tone.BAD : Tone.WARNING).css());
            view.firstCheck().ifPresent(this::firstCheck);
            if (!message.isEmpty()) {
                message(message, problems.isEmpty());
            }
            html.closeLine();
        }
        view.warnings().forEach(this::warning);
    }

    private void firstCheck(FirstCheck check) {
        html.open("h2", "class", "gitops-notice__title").text("Check first: ");
        link(check.object());
        html.close();
        html.element("p", check.reason(), "class", "gitops-notice__lead");
        if (!check.advice().isEmpty()) {
            html.element("p", check.advice());
        }
        if (!check.command().isEmpty()) {
            html.open("p")
                    .element("code", check.command(), "class", "gitops-command")
                    .close();
        }
        others(check.others());
    }

    private void others(List<ObjectView> others) {
        if (others.isEmpty()) {
            return;
        }
        html.element("h3", "Also in trouble").open("ul");
        others.stream().limit(OTHERS).forEach(object -> {
            html.open("li");
            link(object);
            html.text(": " + FirstCheck.reason(object)).close();
        });
        More.lines(others.size(), OTHERS, "object", "objects").forEach(more -> html.element("li", more));
        html.close();
    }

    private void message(String message, boolean alone) {
        if (!alone) {
            html.element("h3", "How it ended");
        }
        html.open("div", "class", alone ? "gitops-notice__lead" : "gitops-notice__message");
        message.lines().forEach(line -> html.element("p", line));
        html.close();
    }

    private void link(ObjectView object) {
        html.open("a", "href", "#" + object.anchor())
                .element("bdi", Names.of(object.key()))
                .close();
    }

    private void warning(String warning) {
        html.open("section", "class", "gitops-notice gitops-warning");
        html.open("p").element("strong", "Warning: ").text(warning).close().closeLine();
    }
}
