package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.report.ObjectView.Group;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the tools over the list of objects: filters by result, by kind and by text, and how diffs show. The style sheet
 * carries out all of them but the text filter and the buttons, which appear only when the script runs.
 */
final class HtmlTools {
    /** So many kinds can be chosen by name, the most frequent ones; the style sheet has a rule for each. */
    static final int KINDS = 24;

    private final MarkupWriter html;
    private final List<ObjectView> objects;
    private final Map<String, Integer> kinds = new HashMap<>();

    /** @param objects those in the list */
    HtmlTools(MarkupWriter html, List<ObjectView> objects) {
        this.html = html;
        this.objects = objects;
        Map<String, Long> counts =
                objects.stream().collect(Collectors.groupingBy(HtmlTools::kind, Collectors.counting()));
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(KINDS)
                .forEach(entry -> kinds.put(entry.getKey(), kinds.size() + 1));
    }

    void write() {
        html.open("div", "class", "gitops-tools");
        results();
        html.open("div", "class", "gitops-tools__row");
        html.empty(
                "input",
                "type",
                "search",
                "placeholder",
                "Filter by text",
                "aria-label",
                "Filter objects by text",
                "data-gitops-filter",
                "",
                "hidden",
                "");
        kinds();
        html.element("span", "", "data-gitops-status", "", "role", "status", "class", "gitops-muted");
        html.open("span", "class", "gitops-tools__end");
        button("all", "Expand all");
        button("none", "Collapse all");
        html.open("label", "class", "gitops-split")
                .empty("input", "type", "checkbox")
                .text("Side by side")
                .close();
        html.close().close().closeLine();
    }

    /** @return the attribute's value by which the filter of kinds knows an object */
    String kindOf(ObjectView object) {
        return Integer.toString(kinds.getOrDefault(kind(object), 0));
    }

    /** @return the attribute's value by which the filter of results knows an object */
    static String css(Group group) {
        return group.name().toLowerCase(Locale.ROOT);
    }

    private static String kind(ObjectView object) {
        return Names.kind(object.key());
    }

    private void results() {
        long problems = objects.stream().filter(ObjectView::problem).count();
        Map<Group, Long> groups =
                objects.stream().collect(Collectors.groupingBy(ObjectView::group, TreeMap::new, Collectors.counting()));
        if (groups.size() < 2 && (problems == 0 || problems == objects.size())) {
            return;
        }
        html.open("fieldset").element("legend", "Show", "class", "gitops-hidden");
        chip("all", new Label("", "in all", Tone.QUIET), objects.size(), true);
        if (problems > 0) {
            chip("problem", new Label("!", "in trouble", Tone.BAD), problems, false);
        }
        Map<Group, Label> labels = objects.stream()
                .collect(Collectors.toMap(ObjectView::group, ObjectView::label, (first, second) -> first));
        groups.forEach((group, number) -> chip(css(group), labels.get(group), number, false));
        html.close();
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
        html.text((label.sign().isEmpty() ? "" : label.wideSign() + " ") + number + " " + label.word());
        html.close();
    }

    private void kinds() {
        Map<String, Long> counts =
                objects.stream().collect(Collectors.groupingBy(HtmlTools::kind, Collectors.counting()));
        if (counts.size() < 2) {
            return;
        }
        html.open("select", "class", "gitops-kinds", "aria-label", "Show only objects of a kind");
        html.element("option", "All kinds", "value", "all");
        kinds.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(kind -> html.element(
                        "option",
                        SafeText.cut(kind.getKey(), 60) + " (" + counts.get(kind.getKey()) + ")",
                        "value",
                        Integer.toString(kind.getValue())));
        if (counts.size() > kinds.size()) {
            html.element("option", "Other kinds", "value", "0");
        }
        html.close();
    }

    private void button(String which, String text) {
        html.element("button", text, "type", "button", "data-gitops-open", which, "hidden", "");
    }
}
