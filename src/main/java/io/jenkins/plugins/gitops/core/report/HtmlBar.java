package io.jenkins.plugins.gitops.core.report;

/** Writes a horizontal bar of coloured parts as a picture, since a page's policy allows no widths in attributes of style. */
final class HtmlBar {
    private static final int WIDTH = 1000;
    private static final int NARROWEST = 3;

    private final MarkupWriter html;

    /** @param words what it shows, for those who do not see it; empty when the text beside it says the same */
    HtmlBar(MarkupWriter html, String words) {
        this.html = html;
        boolean silent = words.isEmpty();
        html.open(
                "svg",
                "class",
                "gitops-bar",
                "viewBox",
                "0 0 " + WIDTH + " 8",
                "preserveAspectRatio",
                "none",
                "role",
                silent ? null : "img",
                "aria-label",
                silent ? null : words,
                "aria-hidden",
                silent ? "true" : null);
    }

    /** Writes a part that begins at {@code start} of {@code all} and is {@code length} long. */
    HtmlBar part(long start, long length, long all, Tone tone) {
        long x = start * WIDTH / all;
        long width = Math.max(NARROWEST, (start + length) * WIDTH / all - x);
        html.open(
                "rect",
                "class",
                "gitops-" + tone.css(),
                "x",
                Long.toString(Math.min(x, WIDTH - NARROWEST)),
                "width",
                Long.toString(width),
                "height",
                "8");
        html.close();
        return this;
    }

    void end() {
        html.closeLine();
    }
}
