package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.util.Optional;

/**
 * A record as the parts of a page that has a frame, a style sheet and a script of its own. All of them are HTML in which
 * {@link MarkupWriter} has escaped every text and every value, without scripts and styles; whoever shows them writes them as they are.
 * The page itself is bounded: long diffs, long lists and what did not change are parts, loaded when somebody wants to see them.
 */
public final class HtmlParts {
    private final ReportView view;
    private final Parts parts;

    /**
     * A part that is loaded on its own.
     *
     * @param title what it is, harmless but not escaped
     * @param page the part for a page of its own
     * @param fragment what takes the place of the link to the part
     */
    public record Part(String title, String page, String fragment) {}

    /** @param address where the parts are: a URL that ends in a slash, to which the name of a part is appended */
    public HtmlParts(DeploymentRecord record, String address) {
        this.view = ReportView.of(record);
        this.parts = new Parts(address);
    }

    /** @return state and kind, when it began, how long it took */
    public String status() {
        MarkupWriter html = new MarkupWriter().open("p", "class", "gitops-status");
        HtmlOverview overview = new HtmlOverview(html, view, Neighbours.NONE);
        overview.badges();
        overview.times();
        return html.closeLine().toString();
    }

    /** @return everything else */
    public String body() {
        MarkupWriter html = new MarkupWriter();
        new HtmlTrouble(html, view).write();
        new HtmlOverview(html, view, Neighbours.NONE).cards();
        HtmlSections sections = new HtmlSections(html, view, parts);
        sections.checks();
        sections.drift();
        new HtmlObjects(html, view, parts).write();
        sections.commits();
        sections.timings();
        sections.foot();
        return html.toString();
    }

    /** @return the part of that name; empty when there is none */
    public Optional<Part> part(String name) {
        if (name.equals(HtmlObjects.UNCHANGED)) {
            return Optional.of(unchanged());
        }
        if (name.matches(HtmlObjects.REST + "\\d{1,6}")) {
            int from = Integer.parseInt(name.substring(HtmlObjects.REST.length()));
            return from < view.changed().size() ? Optional.of(rest(from)) : Optional.empty();
        }
        return view.objects().stream()
                .filter(object -> object.anchor().equals(name))
                .findFirst()
                .map(this::object);
    }

    private Part unchanged() {
        MarkupWriter html = new MarkupWriter();
        new HtmlObjects(html, view, parts).unchangedTable();
        return new Part("Unchanged objects", inCard(html.toString()), html.toString());
    }

    private Part rest(int from) {
        MarkupWriter items = new MarkupWriter();
        HtmlObjects objects = new HtmlObjects(items, view, parts);
        int next = objects.items(from);
        MarkupWriter rest = new MarkupWriter();
        new HtmlObjects(rest, view, parts).rest(next);
        String title = "Objects " + (from + 1) + " to " + next + " of "
                + view.changed().size();
        return new Part(title, inList(items.toString()) + rest, items.toString() + rest);
    }

    private Part object(ObjectView object) {
        MarkupWriter item = new MarkupWriter();
        new HtmlObjects(item, view, parts).whole(object);
        MarkupWriter content = new MarkupWriter();
        new HtmlObjects(content, view, parts).content(object);
        return new Part(SafeText.line(Names.of(object.key())), inList(item.toString()), content.toString());
    }

    private static String inList(String items) {
        return "<div class=\"gitops-list\"><ul class=\"gitops-objects\">\n" + items + "</ul></div>\n";
    }

    private static String inCard(String table) {
        return "<section class=\"gitops-card\">" + table + "</section>\n";
    }
}
