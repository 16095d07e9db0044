package io.jenkins.plugins.gitops.core.report;

/** Writes labels: a sign, a word and their colour. */
final class HtmlLabel {
    private HtmlLabel() {}

    static void of(MarkupWriter html, Label label) {
        write(html, label, label.word());
    }

    /** Writes how many objects have a label: {@code ~ 3 updated}. */
    static void count(MarkupWriter html, ReportView.Count count) {
        write(html, count.label(), count.number() + " " + count.label().word());
    }

    private static void write(MarkupWriter html, Label label, String words) {
        html.open("span", "class", "gitops-label gitops-" + label.tone().css());
        html.element("b", label.wideSign()).text(words).close();
    }
}
