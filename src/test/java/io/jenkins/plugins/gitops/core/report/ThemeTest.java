package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrast as WCAG 2.2 defines it; 4.5 is what AA asks of text. */
class ThemeTest {
    private static final Pattern COLOUR = Pattern.compile("--gitops-([a-z-]+): #([0-9a-f]{6});");
    private static final String CSS = PageAsset.of("theme.css").content();
    private static final int DARK = CSS.indexOf("prefers-color-scheme: dark");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldHaveReadableText(boolean dark) {
        Map<String, Integer> colours = colours(dark);
        List<String> papers = List.of("page", "card", "raised");
        List<String> inks = List.of("text", "quiet", "link", "good", "bad", "changed", "warning", "busy");

        for (String paper : papers) {
            for (String ink : inks) {
                assertContrast(colours, ink, paper);
            }
        }
        for (String paper : List.of("added", "added-word", "removed", "removed-word")) {
            assertContrast(colours, "text", paper);
        }
        assertContrast(colours, "good", "added");
        assertContrast(colours, "bad", "removed");
        assertContrast(colours, "quiet", "added");
        assertContrast(colours, "quiet", "removed");
    }

    private static void assertContrast(Map<String, Integer> colours, String ink, String paper) {
        double a = luminance(colours.get(ink));
        double b = luminance(colours.get(paper));
        assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05))
                .as(ink + " on " + paper)
                .isGreaterThanOrEqualTo(4.5);
    }

    private static Map<String, Integer> colours(boolean dark) {
        Map<String, Integer> colours = new HashMap<>();
        COLOUR.matcher(dark ? CSS.substring(DARK) : CSS.substring(0, DARK))
                .results()
                .forEach(match -> colours.put(match.group(1), Integer.parseInt(match.group(2), 16)));
        return colours;
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
