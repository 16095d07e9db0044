package io.jenkins.plugins.gitops.core.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One difference between what was applied and what is there.
 *
 * @param object the object, when the record knows it
 * @param text what differs; with the object's name when the object is not known
 */
public record DriftLine(Optional<ObjectView> object, String text) {

    /** @return the lines of a record, each beside the object whose name it begins with */
    static List<DriftLine> of(List<String> drift, List<ObjectView> objects) {
        // A name may be the beginning of another one.
        List<ObjectView> longestFirst = new ArrayList<>(objects);
        longestFirst.sort(
                Comparator.comparingInt(object -> -object.key().toString().length()));
        return drift.stream().map(line -> line(line, longestFirst)).toList();
    }

    private static DriftLine line(String line, List<ObjectView> objects) {
        return objects.stream()
                .filter(object -> isAbout(line, object.key().toString()))
                .findFirst()
                .map(object -> new DriftLine(
                        Optional.of(object),
                        line.substring(object.key().toString().length())
                                .replaceFirst("^:", "")
                                .strip()))
                .orElse(new DriftLine(Optional.empty(), line));
    }

    private static boolean isAbout(String line, String name) {
        return line.startsWith(name + ": ") || line.startsWith(name + " ");
    }
}
