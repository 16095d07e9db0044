package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.browser.Chromium;
import io.jenkins.plugins.gitops.browser.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the pictures of the documentation from the records of the tests. Started by {@code bin/screenshots}. */
public final class ScreenshotsMain {
    private final Chromium chromium;
    private final Path directory;

    private ScreenshotsMain(Chromium chromium, Path directory) {
        this.chromium = chromium;
        this.directory = directory;
    }

    /** @param arguments the directory to write to */
    public static void main(String[] arguments) throws IOException {
        Path program = Chromium.find().orElseThrow(() -> new IllegalStateException(Chromium.MISSING));
        try (Chromium chromium = Chromium.start(program)) {
            new ScreenshotsMain(chromium, Path.of(arguments[0])).take();
        }
    }

    private void take() throws IOException {
        String deployment = top("object-apps-Deployment-web-webapp");
        take("report-failed", "unhealthy", 1200, 680, false, "c", "0");
        take("report-objects", "verified", 1200, 860, false, "c", top("gitops-objects"));
        take("report-diff-dark", "verified", 1200, 760, true, "", deployment);
        take("report-side-by-side", "unhealthy", 1200, 540, false, "s", deployment);
        take("report-drift-dark", "drifted", 1200, 640, true, "", "0");
        take("report-phone", "unhealthy", 400, 760, true, "c", "0");
    }

    private static String top(String id) {
        return "document.getElementById('" + id + "').getBoundingClientRect().top + scrollY";
    }

    /**
     * @param keys what is typed before
     * @param top JavaScript for the offset, in pixels, of what stands below the bars that stay in sight
     */
    private void take(String name, String record, int width, int height, boolean dark, String keys, String top)
            throws IOException {
        Path html = Files.createTempFile(name, ".html");
        Neighbours neighbours = new Neighbours("previous.html", "next.html");
        Files.writeString(html, HtmlReport.of(Fixtures.record(record), neighbours));
        try (Page page = chromium.newPage().size(width, height).dark(dark).open(html)) {
            keys.chars().forEach(key -> page.press(Character.toString(key)));
            page.evaluate("document.activeElement.blur(); scrollTo({top: " + top + " - 80, behavior: 'instant'});"
                    + " new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            Path png = directory.resolve(name + ".png");
            Files.write(png, page.screenshot());
            System.out.println(png + ": " + Files.size(png) / 1024 + " KiB");
        } finally {
            Files.delete(html);
        }
    }
}
