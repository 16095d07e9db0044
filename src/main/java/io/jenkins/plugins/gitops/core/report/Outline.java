package io.jenkins.plugins.gitops.core.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a line of YAML belongs to by looking at the indentation above it. */
final class Outline {
    private static final Pattern PARENT = Pattern.compile("( *)((?:- )*)(\\S[^:]*):(?: [|>][+-]?)?");
    private static final int DEEPEST = 6;

    private Outline() {}

    /** @return the keys above the line, from the outside in: {@code spec › template › spec}; empty at the top */
    static String place(List<String> lines, int index) {
        Deque<String> keys = new ArrayDeque<>();
        int indent = index < lines.size() ? depth(lines.get(index)) : 0;
        for (int i = Math.min(index, lines.size()) - 1; i >= 0 && indent > 0 && keys.size() < DEEPEST; i--) {
            Matcher line = PARENT.matcher(lines.get(i));
            if (line.matches() && depth(lines.get(i)) < indent) {
                indent = depth(lines.get(i));
                keys.addFirst(SafeText.cut(SafeText.line(line.group(3)), 40));
            }
        }
        return String.join(" › ", keys);
    }

    /** The column of the key; an element of a list counts as deeper than the key whose list it is. */
    private static int depth(String line) {
        int column = 0;
        while (column < line.length() && (line.charAt(column) == ' ' || line.startsWith("- ", column))) {
            column++;
        }
        return column;
    }
}
