package io.jenkins.plugins.gitops.core.report;

/**
 * Makes foreign text harmless to look at: characters that move the cursor, colour a terminal, hide or reorder text are
 * shown as {@code \}{@code u001b} instead of taking effect. What stays must still be escaped for HTML or Markdown.
 */
public final class SafeText {
    private static final int LONGEST_PIECE = 1000;

    private SafeText() {}

    /** @return the text on one line, without anything that takes effect */
    public static String line(String text) {
        return visible(text, "");
    }

    /** @return a piece of a line of a file: like {@link #line}, but tabulators stay, and the middle goes when it is long */
    static String code(String text) {
        return visible(cutMiddle(text, LONGEST_PIECE), "\t");
    }

    /** @return a whole text: like {@link #line}, but tabulators and ends of lines stay */
    static String block(String text) {
        return visible(text, "\t\n");
    }

    /** @return the text, or its beginning and {@code …} when it has more than {@code max} characters */
    public static String cut(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, max - 1))) + "…";
    }

    /** @return the text without its middle when it has more than {@code max} characters */
    static String cutMiddle(String text, int max) {
        int length = text.codePointCount(0, text.length());
        if (length <= max) {
            return text;
        }
        int half = max / 2;
        return text.substring(0, text.offsetByCodePoints(0, half))
                + " … " + (length - 2 * half) + " more characters … "
                + text.substring(text.offsetByCodePoints(text.length(), -half));
    }

    private static String visible(String text, String allowed) {
        if (isHarmless(text, allowed)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isHarmless(c, allowed)) {
                safe.appendCodePoint(c);
            } else {
                safe.append(
                        switch (c) {
                            case '\n' -> "\\n";
                            case '\r' -> "\\r";
                            case '\t' -> "\\t";
                            default -> String.format(c > 0xffff ? "\\u{%x}" : "\\u%04x", c);
                        });
            }
        });
        return safe.toString();
    }

    private static boolean isHarmless(String text, String allowed) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean printableAscii = c >= ' ' && c <= '~';
            // A surrogate alone counts as harmful here, so texts that have any take the slow way.
            if (!printableAscii && !isHarmless((int) c, allowed)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmless(int c, String allowed) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> allowed.indexOf(c) >= 0;
            // FORMAT holds the marks that reorder text (U+202E), soft hyphens and what has no width.
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
