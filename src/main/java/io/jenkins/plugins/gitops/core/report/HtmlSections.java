package io.jenkins.plugins.gitops.core.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import java.util.List;

/** Writes the sections of a page around its objects: checks, drift, commits, timings, the record as JSON and the foot. */
final class HtmlSections {
    private static final int RAW = 400_000;

    /** So many differences are on a page that must stay small. */
    private static final int DRIFT = 100;

    /** What the script does when a key is pressed. */
    private static final List<Key> KEYS = List.of(
            new Key("/", "filter"),
            new Key("j", "next object"),
            new Key("k", "previous object"),
            new Key("e", "expand all"),
            new Key("c", "collapse all"),
            new Key("s", "side by side"));

    private record Key(String key, String words) {}

    private final MarkupWriter html;
    private final ReportView view;
    private final DeploymentRecord record;
    private final Parts parts;

    HtmlSections(MarkupWriter html, ReportView view, Parts parts) {
        this.html = html;
        this.view = view;
        this.record = view.record();
        this.parts = parts;
    }

    /** Writes how tests and checks ended. */
    void checks() {
        List<CheckResult> checks = record.checks();
        if (checks.isEmpty()) {
            return;
        }
        long failed = checks.stream().filter(check -> !check.passed()).count();
        title(
                "Tests and checks",
                failed == 0 ? checks.size() + " passed" : failed + " of " + checks.size() + " failed");
        html.open("section", "class", "gitops-card").open("table", "class", "gitops-table");
        for (CheckResult check : checks) {
            html.open("tr").open("td", "class", "gitops-narrow");
            HtmlLabel.of(html, Label.of(check));
            html.close().open("td", "class", "gitops-wide").open("bdi");
            html.element("strong", check.name()).close();
            if (!check.message().isEmpty()) {
                html.text(" ").element("span", check.message(), "class", "gitops-muted");
            }
            html.close();
            html.element("td", Times.duration(check.took()), "class", "gitops-num")
                    .closeLine();
        }
        html.close().closeLine();
    }

    /** Writes what was found to differ. */
    void drift() {
        if (record.drift().isEmpty()) {
            return;
        }
        title("Drift", record.drift().size() + (record.drift().size() == 1 ? " field differs" : " fields differ"));
        html.open("section", "class", "gitops-card gitops-drift").open("table", "class", "gitops-table");
        List<DriftLine> drift = view.drift();
        int shown = parts.exist() ? DRIFT : drift.size();
        for (DriftLine line : drift.subList(0, Math.min(shown, drift.size()))) {
            html.open("tr");
            line.object().ifPresent(this::drifted);
            String columns = line.object().isPresent() ? null : "2";
            html.element("td", line.text(), "class", "gitops-wide", "colspan", columns)
                    .closeLine();
        }
        html.close();
        More.lines(drift.size(), shown, "difference", "differences")
                .forEach(more -> html.element("p", more + ", which are in the record itself"));
        html.element(
                "p",
                "To restore what was applied, deploy again. To keep a change, put it into the source first.",
                "class",
                "gitops-muted");
        html.closeLine();
    }

    private void drifted(ObjectView object) {
        String name = Names.of(object.key());
        html.open("td", "class", "gitops-clip", "title", name).open("a", "href", parts.of(object));
        html.element("bdi", name).close().close();
    }

    /** Writes the commits since the previous deployment. */
    void commits() {
        List<Commit> commits = record.commits();
        if (commits.isEmpty()) {
            return;
        }
        title("Commits since the previous deployment", commits.size() + (commits.size() == 1 ? " commit" : " commits"));
        html.open("section", "class", "gitops-card").open("table", "class", "gitops-table");
        for (Commit commit : commits) {
            html.open("tr").open("td", "class", "gitops-nowrap");
            html.element("code", commit.shortId(), "title", commit.id()).close();
            html.open("td", "class", "gitops-wide")
                    .element("bdi", commit.subject())
                    .close();
            html.open("td", "class", "gitops-optional gitops-muted gitops-clip", "title", commit.author())
                    .element("bdi", commit.author())
                    .close();
            html.open("td", "class", "gitops-num gitops-muted");
            html.element(
                    "time",
                    Times.minutes(commit.time()),
                    "datetime",
                    commit.time().toString());
            html.close().closeLine();
        }
        html.close().closeLine();
    }

    /** Writes how long each phase took. */
    void timings() {
        if (view.timings().isEmpty()) {
            return;
        }
        title("Timings", view.duration());
        html.open("section", "class", "gitops-card").open("table", "class", "gitops-table");
        for (ReportView.Timing timing : view.timings()) {
            html.open("tr")
                    .element("td", timing.phase(), "class", "gitops-narrow")
                    .open("td");
            new HtmlBar(html, "")
                    .part(timing.startPermille(), timing.widthPermille(), 1000, Tone.BUSY)
                    .end();
            html.close();
            html.element("td", timing.duration(), "class", "gitops-num").closeLine();
        }
        html.close().closeLine();
    }

    /** Writes the record as JSON, without the objects when it is very long. */
    void raw() {
        ObjectNode tree = RecordJson.toJson(record);
        String json = ManifestWriter.json(tree);
        String note = "";
        if (json.length() > RAW) {
            note = "Without the whole objects, which are in the record itself. ";
            tree.path("plan")
                    .path("changes")
                    .forEach(change -> ((ObjectNode) change).remove(List.of("before", "after")));
            json = ManifestWriter.json(tree);
        }
        if (json.length() > RAW) {
            note += "Cut after " + RAW + " of " + json.length() + " characters. ";
            json = json.substring(0, RAW);
        }
        html.open("details", "class", "gitops-more")
                .open("summary")
                .text("Record as JSON")
                .close();
        if (!note.isEmpty()) {
            html.element("p", note);
        }
        html.open("pre").block(json).close().closeLine();
    }

    /** Writes which record it was, and the keys that the script knows. */
    void foot() {
        html.open("footer", "class", "gitops-foot").open("p").text("Record ");
        html.element("code", record.id())
                .text(". Times are UTC. Values of Secrets are hidden.")
                .close();
        html.open("p", "class", "gitops-keys", "hidden", "").text("Keys:");
        KEYS.forEach(key -> html.text(" ").element("kbd", key.key).text(" " + key.words));
        html.close().closeLine();
    }

    private void title(String title, String small) {
        html.open("h2").text(title).element("small", small).closeLine();
    }
}
