package io.jenkins.plugins.gitops.forms;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lists of one-line texts: a list in a Pipeline or in YAML, a text area with a line each in a form. */
public final class Lines {
    private Lines() {}

    /** @return the lines of all texts without surrounding white space and without empty ones, in a new list */
    public static ArrayList<String> of(List<String> texts) {
        ArrayList<String> lines = new ArrayList<>();
        if (texts != null) {
            texts.stream()
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(lines::add);
        }
        return lines;
    }

    /** @return the lines for whoever reads them; none where a configuration of old has no such list */
    public static List<String> view(@CheckForNull List<String> lines) {
        return lines == null ? List.of() : Collections.unmodifiableList(lines);
    }

    /** @return the lines with their variables filled in */
    public static List<String> each(@CheckForNull List<String> lines, UnaryOperator<String> expand) {
        return view(lines).stream().map(expand).toList();
    }

    /** @return the lines as a text area shows them */
    public static String join(@CheckForNull List<String> lines) {
        return String.join("\n", view(lines));
    }
}
