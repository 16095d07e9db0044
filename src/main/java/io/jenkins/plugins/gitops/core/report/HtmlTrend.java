package io.jenkins.plugins.gitops.core.report;

import java.time.Duration;
import java.util.List;

/** Draws deployments one after the other as bars: as high as they took long, in the colour of how they ended. */
public final class HtmlTrend {
    private static final int HEIGHT = 64;
    private static final int LEAST = 3;
    private static final int STEP = 16;
    private static final int WIDTH = 11;
    /** Below the bars, for the signs of those that did not go well. */
    private static final int FOOT = 16;

    /**
     * A deployment.
     *
     * @param words all that there is to say about it
     * @param address of its page
     * @param state how it ended
     * @param took how long it took
     */
    public record Bar(String words, String address, Label state, Duration took) {}

    private HtmlTrend() {}

    /**
     * @param bars in their order
     * @param words what the picture shows, for those who do not see it
     * @return HTML in which every text is escaped
     */
    public static String of(List<Bar> bars, String words) {
        long longest = Math.max(
                1, bars.stream().mapToLong(bar -> bar.took().toMillis()).max().orElse(1));
        String width = Integer.toString(bars.size() * STEP);
        String height = Integer.toString(HEIGHT + FOOT);
        MarkupWriter html = new MarkupWriter().open("div", "class", "gitops-trend");
        html.element(
                "span", Times.duration(Duration.ofMillis(longest)), "class", "gitops-muted", "aria-hidden", "true");
        html.open(
                "svg",
                "width",
                width,
                "height",
                height,
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "group",
                "aria-label",
                words);
        for (int i = 0; i < bars.size(); i++) {
            bar(html, bars.get(i), i * STEP, longest);
        }
        return html.close().closeLine().toString();
    }

    private static void bar(MarkupWriter html, Bar bar, int x, long longest) {
        int height = Math.max(LEAST, (int) (bar.took().toMillis() * HEIGHT / longest));
        Label state = bar.state();
        html.open("a", "href", bar.address(), "class", "gitops-" + state.tone().css())
                .element("title", bar.words());
        rect(html, "gitops-trend__room", x, 0, HEIGHT + FOOT);
        rect(html, null, x, HEIGHT - height, height);
        if (state.tone() == Tone.BAD || state.tone() == Tone.WARNING) {
            html.element(
                    "text",
                    state.sign(),
                    "x",
                    Integer.toString(x + WIDTH / 2),
                    "y",
                    Integer.toString(HEIGHT + FOOT - 3),
                    "text-anchor",
                    "middle");
        }
        html.closeLine();
    }

    private static void rect(MarkupWriter html, String css, int x, int y, int height) {
        html.open(
                        "rect",
                        "class",
                        css,
                        "x",
                        Integer.toString(x),
                        "y",
                        Integer.toString(y),
                        "width",
                        Integer.toString(WIDTH),
                        "height",
                        Integer.toString(height),
                        "rx",
                        "2")
                .close();
    }
}
