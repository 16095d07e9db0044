package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.record.DeploymentRecord;

/**
 * One record as one HTML page that stands alone: no request to anywhere, readable without scripts, in light and dark, on
 * paper and on a phone. A policy in the page forbids everything but its own style sheet and script, by their hashes.
 */
public final class HtmlReport {
    private static final PageAsset STYLE = PageAsset.of("theme.css", "tones.css", "report.css");
    private static final PageAsset SCRIPT = PageAsset.of("report.js");
    private static final String POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
            + STYLE.source() + "; script-src " + SCRIPT.source();

    private HtmlReport() {}

    /** @return the page of a record, to be stored as UTF-8 */
    public static String of(DeploymentRecord record) {
        return of(record, Neighbours.NONE);
    }

    /** @return the page of a record that links to those of other deployments, to be stored as UTF-8 */
    public static String of(DeploymentRecord record, Neighbours neighbours) {
        ReportView view = ReportView.of(record);
        MarkupWriter html = new MarkupWriter().doctype().open("html", "lang", "en");
        head(html, view);
        html.open("body").open("main", "class", "gitops-report", "data-gitops-keys", "");
        HtmlOverview overview = new HtmlOverview(html, view, neighbours);
        overview.head();
        new HtmlTrouble(html, view).write();
        overview.cards();
        HtmlSections sections = new HtmlSections(html, view, Parts.NONE);
        sections.checks();
        sections.drift();
        new HtmlObjects(html, view, Parts.NONE).write();
        sections.commits();
        sections.timings();
        sections.raw();
        sections.foot();
        html.closeLine();
        html.ours("script", SCRIPT.content());
        return html.closeLine().closeLine().toString();
    }

    private static void head(MarkupWriter html, ReportView view) {
        DeploymentRecord record = view.record();
        html.open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.element(
                "title",
                record.app() + " → " + record.environment() + ": "
                        + view.state().word() + " (" + record.id() + ")");
        html.ours("style", STYLE.content());
        html.closeLine();
    }
}
