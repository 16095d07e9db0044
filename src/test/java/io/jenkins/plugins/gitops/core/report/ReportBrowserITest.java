package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.browser.Browser;
import io.jenkins.plugins.gitops.browser.Page;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser. */
class ReportBrowserITest {
    private static final String SHOWN = "[...document.querySelectorAll('.gitops-objects > li')]"
            + ".filter(e => e.getClientRects().length).map(e => e.querySelector('bdi').textContent)";

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    private Path directory;

    private Page page;

    @BeforeEach
    void open() {
        page = browser.newPage().size(1280, 900);
    }

    /** Whatever a test did, the page asked for nothing but itself, and nothing in it was forbidden or failed. */
    @AfterEach
    void close() {
        List<String> requests = page.requests();
        List<String> complaints = page.complaints();
        page.close();

        assertThat(requests).isNotEmpty().allMatch(url -> url.startsWith(directory.toUri() + "page.html"));
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=\"window.owned=1\">",
                "</script></style></td></table></details><script>window.owned=1</script>",
                "\" onfocus=\"window.owned=1\" autofocus x=\"",
                "' style='position:fixed' onmouseover='window.owned=1",
                "<svg onload=window.owned=1><iframe src=https://example.invalid>",
                "<meta http-equiv=refresh content=\"0;url=https://example.invalid\">",
                "javascript:window.owned=1//",
                "--><!--]]><base href=https://example.invalid>",
                "a\u202eb\u2066c\u200bd\u0000e",
            })
    void shouldMakeNothingOfWhatNamesHold(String hostile) throws IOException {
        show(Records.hostile(hostile));
        page.evaluate("document.querySelectorAll('a[href]').forEach(a => a.click())");
        page.press("e").press("s").press("j").press("Enter");

        assertThat(page.evaluate("'owned' in window").asBoolean()).isFalse();
        assertThat(page.evaluate("[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
                        + ".filter(name => /^on|^src$|^autofocus$/.test(name))"))
                .isEmpty();
        JsonNode elements = elements();
        show(Records.hostile("calm"));
        page.press("e").press("s").press("j").press("Enter");
        assertThat(elements).isEqualTo(elements());
    }

    @Test
    void shouldShowNamesOfTenThousandCharactersWithinTheWindow() throws IOException {
        show(Records.hostile("x".repeat(10_000)));

        assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(1280);
    }

    @ParameterizedTest
    @CsvSource({"360, 800", "768, 1024", "1280, 900", "1920, 1080"})
    void shouldFitTheWindow(int width, int height) throws IOException {
        page.size(width, height);
        show(Fixtures.record("failed"));

        assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    }

    @Test
    void shouldFilterByResultKindAndText() throws IOException {
        show(Fixtures.record("verified"));
        List<String> all = List.of("webapp-config", "webapp-database", "webapp", "webapp", "webapp-legacy");
        assertThat(shown()).containsExactlyElementsOf(all);

        page.click("label[for=gitops-show-updated]");
        assertThat(shown()).containsExactly("webapp-config", "webapp-database", "webapp");
        assertThat(status()).isEqualTo("3 of 5 shown");

        choose("Secret (1)");
        assertThat(shown()).containsExactly("webapp-database");

        choose("All kinds");
        page.click("label[for=gitops-show-all]");
        page.press("/");
        type("REPLICAS");
        assertThat(shown()).containsExactly("webapp");
        assertThat(text("[data-gitops-matches]")).isEqualTo("0 match");

        type(" nowhere");
        assertThat(shown()).isEmpty();
        assertThat(page.evaluate("document.querySelector('[data-gitops-nothing]').hidden")
                        .asBoolean())
                .isFalse();

        page.press("Escape");
        assertThat(shown()).containsExactlyElementsOf(all);
        assertThat(status()).isEmpty();
    }

    @Test
    void shouldFilterWithoutScripts() throws IOException {
        page.withoutScripts();
        show(Fixtures.record("verified"));

        page.click("label[for=gitops-show-updated]");
        assertThat(shown()).containsExactly("webapp-config", "webapp-database", "webapp");

        choose("ConfigMap (2)");
        assertThat(shown()).containsExactly("webapp-config");
        assertThat(page.evaluate("document.querySelector('[data-gitops-filter]').getClientRects().length")
                        .asInt())
                .as("a tool that needs the script")
                .isZero();
    }

    @Test
    void shouldCompareSideBySide() throws IOException {
        show(Fixtures.record("verified"));
        String places = "(function () { var d = document.getElementById('object-apps-Deployment-web-webapp');"
                + " var r = s => d.querySelector(s).getBoundingClientRect();"
                + " var o = r('.gitops-old tr'), n = r('.gitops-old + .gitops-new tr');"
                + " return [o.top === n.top, o.right <= n.left + 1]; })()";
        assertThat(page.evaluate(places)).hasToString("[false,false]");

        page.press("s");
        assertThat(page.evaluate(places)).hasToString("[true,true]");
        assertThat(page.evaluate("document.querySelectorAll('.gitops-twin').length")
                        .asInt())
                .isPositive();

        page.size(600, 900);
        assertThat(page.evaluate(places)).as("in a narrow window").hasToString("[false,false]");
    }

    @Test
    void shouldKeepPairsOnOneHeightWhenLinesWrap() throws IOException {
        String longWords = "word ".repeat(80);
        show(Records.changed("a: 1\nb: " + longWords + "\nc: 3", "a: 2\nb: " + longWords + "x\nc: 4"));

        page.press("s");

        assertThat(page.evaluate("(function () { var t = s => [...document.querySelectorAll('.gitops-object '"
                        + " + s + ' tr')].map(r => r.getBoundingClientRect().top);"
                        + " return JSON.stringify(t('.gitops-old')) === JSON.stringify(t('.gitops-new')); })()"))
                .hasToString("true");
    }

    @Test
    void shouldBeUsedWithTheKeyboard() throws IOException {
        show(Fixtures.record("verified"));

        page.press("Tab");
        assertThat(active()).isEqualTo("Skip to the objects");
        page.press("j").press("j");
        assertThat(active()).contains("webapp-database");
        assertThat(number("getComputedStyle(document.activeElement).outlineWidth.replace('px', '')"))
                .isPositive();
        boolean open = isOpen("webapp-database");
        page.press("Enter");
        assertThat(isOpen("webapp-database")).isNotEqualTo(open);
        page.press("k");
        assertThat(active()).contains("webapp-config");

        page.press("c");
        assertThat(number("document.querySelectorAll('.gitops-object[open]').length"))
                .isZero();
        page.press("e");
        assertThat(number("document.querySelectorAll('.gitops-object[open]').length"))
                .isEqualTo(5);
    }

    @Test
    void shouldOpenAnObjectThatIsLinkedTo() throws IOException {
        String id = "object--Namespace--web";
        String visible = "document.getElementById('" + id + "').checkVisibility()";
        show(Fixtures.record("failed"));
        assertThat(page.evaluate(visible).asBoolean()).isFalse();

        page.evaluate("location.hash = '" + id + "'; new Promise(r => requestAnimationFrame(() => setTimeout(r)))");

        assertThat(page.evaluate(visible).asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldHaveReadableTextEverywhere(boolean dark) throws IOException {
        page.dark(dark);
        for (String fixture : List.of("verified", "failed", "unhealthy", "drifted", "rolled-back")) {
            show(Fixtures.record(fixture));
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");

            assertThat(page.evaluate(Files.readString(
                            Path.of("src/test/resources/io/jenkins/plugins/gitops/core/report/contrast.js"))))
                    .as("texts of " + fixture + " with too little contrast")
                    .isEmpty();
        }
    }

    @Test
    void shouldPrintDiffsThatAreFolded() throws IOException {
        show(Fixtures.record("verified"));
        page.press("c");
        int folded = page.print().length;
        page.evaluate("document.querySelectorAll('.gitops-object').forEach(o => o.remove())");

        assertThat(folded).isGreaterThan(page.print().length + 3_000);
    }

    @Test
    void shouldStayUsableWithAThousandObjects() throws IOException {
        show(Records.large(1000, 1));

        assertThat(number("document.querySelectorAll('.gitops-objects > li').length"))
                .isEqualTo(1000);
        assertThat(number("document.querySelectorAll('.gitops-object[open]').length"))
                .isZero();
        assertThat(page.evaluate("getComputedStyle(document.querySelector('.gitops-diff')).contentVisibility")
                        .asText())
                .isEqualTo("auto");
        System.out.println("a page of 1,000 changed objects: "
                + page.evaluate("({paint: performance.getEntriesByName('first-contentful-paint').map(e => e.startTime),"
                        + " load: performance.timing.loadEventEnd - performance.timing.navigationStart})"));
        page.press("/");
        type("service-99");
        assertThat(shown()).hasSize(11);
        assertThat(status()).isEqualTo("11 of 1000 shown");
    }

    private void show(DeploymentRecord record) throws IOException {
        page.open(write(HtmlReport.of(record)));
    }

    private Path write(String html) throws IOException {
        return Files.writeString(directory.resolve("page.html"), html);
    }

    private void type(String text) {
        text.chars().forEach(c -> page.press(Character.toString(c)));
    }

    private void choose(String option) {
        page.evaluate("(function () { var s = document.querySelector('.gitops-kinds');"
                + " s.selectedIndex = [...s.options].findIndex(o => o.text === "
                + Json.write(TextNode.valueOf(option)) + ");"
                + " s.dispatchEvent(new Event('change', {bubbles: true})); })()");
    }

    private List<String> shown() {
        return Json.elements(page.evaluate(SHOWN)).map(JsonNode::asText).toList();
    }

    private String status() {
        return text("[data-gitops-status]");
    }

    private String text(String selector) {
        return page.evaluate("document.querySelector('" + selector + "').textContent")
                .asText();
    }

    private String active() {
        return page.evaluate("document.activeElement.textContent").asText();
    }

    private boolean isOpen(String name) {
        return page.evaluate("[...document.querySelectorAll('.gitops-object')].find(o =>"
                        + " o.querySelector('bdi').textContent === '" + name + "').open")
                .asBoolean();
    }

    private double number(String expression) {
        return page.evaluate("Number(" + expression + ")").asDouble();
    }

    /** All but those of diffs, whose lines depend on the text. */
    private JsonNode elements() {
        return page.evaluate("[...document.querySelectorAll('*')].map(e => e.localName)"
                + ".filter(n => !/^(ins|del|wbr|table|tbody|tr|td)$/.test(n))");
    }
}
