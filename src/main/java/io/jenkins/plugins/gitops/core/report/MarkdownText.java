package io.jenkins.plugins.gitops.core.report;

/** Puts foreign text into Markdown so that it shows as it is and has no effect. */
final class MarkdownText {
    private static final int LONGEST_SPAN = 300;

    private MarkdownText() {}

    /**
     * @return the text as a code span, fenced by more backticks than it holds in a row and without its middle when it
     *     is long; empty text stays empty
     */
    static String code(String text) {
        String safe = SafeText.cutMiddle(SafeText.line(text).strip(), LONGEST_SPAN);
        if (safe.isEmpty()) {
            return "";
        }
        String fence = "`".repeat(longestRun(safe) + 1);
        boolean touches = safe.startsWith("`") || safe.endsWith("`");
        return touches ? fence + " " + safe + " " + fence : fence + safe + fence;
    }

    /** @return the text as a code span in a cell of a table, where a bar would end the cell */
    static String cell(String text) {
        return code(text).replace("|", "\\|");
    }

    /** @return the lines as a fenced block that they cannot end */
    static String fence(String language, String lines) {
        String fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
        return fence + language + "\n" + lines + "\n" + fence + "\n";
    }

    /** @return the text for inside an HTML element; an at sign is written so that it mentions nobody */
    static String html(String text) {
        return SafeText.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("`", "&#96;");
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
