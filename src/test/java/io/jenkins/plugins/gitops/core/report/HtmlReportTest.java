package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class HtmlReportTest {
    private static final Pattern STYLE_OR_SCRIPT = Pattern.compile("(?s)<(style|script)>(.*?)</\\1>");

    @ParameterizedTest
    @ValueSource(strings = {"verified", "failed", "unhealthy", "check-failed", "rolled-back", "drifted"})
    void shouldShowTheRecord(String name) {
        DeploymentRecord record = Fixtures.record(name);
        Document page = parse(HtmlReport.of(record));

        assertThat(text(page, "//h1")).isEqualTo("webapp→prod");
        assertThat(text(page, "//header/span[contains(@class,'gitops-badge')][1]"))
                .isEqualTo(Label.of(record.state()).toString());
        assertThat(text(page, "//section[h2='Commit']"))
                .contains(record.commit().orElseThrow().subject())
                .contains(record.commit().orElseThrow().shortId());
        assertThat(text(page, "//section[h2='Deployment']")).contains(record.actor(), record.id(), record.reason());
        assertThat(texts(page, "//details[summary='Record as JSON']/pre"))
                .singleElement()
                .satisfies(
                        json -> assertThat(Json.parse(json).path("id").asText()).isEqualTo(record.id()));
    }

    @Test
    void shouldShowEachObjectWithResultHealthReasonAndDiff() {
        Document page = parse(HtmlReport.of(Fixtures.record("failed")));

        assertThat(texts(page, "//li/details/summary/span[1]"))
                .containsExactly("~updated", "~updated", "✗failed", "·skipped");
        String deployment = "//li/details[@id='object-apps-Deployment-web-webapp']";
        assertThat(text(page, deployment + "/summary"))
                .contains("Deployment/webapp", "web", "+2 −1", "✗failed", "ImagePullBackOff");
        assertThat(texts(page, deployment + "//tbody[@class='gitops-old']/tr/td[4]"))
                .containsExactly("        image: registry.example/webapp:2.4.0");
        assertThat(texts(page, deployment + "//tbody[@class='gitops-old']//del"))
                .containsExactly("4");
        assertThat(texts(page, deployment + "//tbody[@class='gitops-new']//ins"))
                .containsExactly("5", "-rc1");
        assertThat(texts(page, deployment + "//tbody[@class='gitops-new']/tr/td[2]/@data-n"))
                .containsExactly("6", "30");
        assertThat(texts(page, deployment + "/@open")).hasSize(1);
        assertThat(texts(page, "//section[contains(@class,'gitops-bad')]//li/a/@href"))
                .contains("#object-apps-Deployment-web-webapp");
        assertThat(texts(page, "//details[starts-with(summary,'2 objects unchanged')]//tr/td[1]"))
                .containsExactly("Namespace/web", "Service/webapp");
    }

    @Test
    void shouldShowTestsAndChecks() {
        Document page = parse(HtmlReport.of(Fixtures.record("check-failed")));

        assertThat(text(page, "//h2[starts-with(.,'Tests and checks')]")).isEqualTo("Tests and checks1 of 3 failed");
        assertThat(texts(page, "//h2[starts-with(.,'Tests and checks')]/following-sibling::section[1]//tr"))
                .containsExactly(
                        "✓passedPod/webapp-test2.3 s",
                        "✓passedhttp://webapp:8080/healthz at attempt 21.1 s",
                        "✗failed<b>cart</b> answered 503 instead of 2xx: database is down, after 5 attempts15.0 s");
        assertThat(text(parse(HtmlReport.of(Fixtures.record("verified"))), "//body"))
                .doesNotContain("Tests and checks");
    }

    @Test
    void shouldShowAHook() {
        Document page = parse(HtmlReport.of(Fixtures.withHook()));

        assertThat(texts(page, "//li[@data-group='hooks']"))
                .singleElement()
                .asString()
                .contains("Job/migrate", "▸ran", "pre-upgrade hook");
    }

    @Test
    void shouldShowDriftCommitsAndTimings() {
        Document drifted = parse(HtmlReport.of(Fixtures.record("drifted")));
        Document verified = parse(HtmlReport.of(Fixtures.record("verified")));

        assertThat(texts(drifted, "//header/span[contains(@class,'gitops-badge')]"))
                .containsExactly("✗ failed", "! drift");
        assertThat(texts(drifted, "//section[contains(@class,'gitops-drift')]//td"))
                .containsExactly(
                        "Deployment/webapp",
                        "spec.replicas: 4 → 1 (kubectl-scale, 2026-11-24 02:13 UTC)",
                        "ConfigMap/webapp-config",
                        "data.debug: (none) → \"true\" (kubectl-edit, 2026-11-24 02:15 UTC)");
        assertThat(texts(verified, "//h2[starts-with(.,'Commits')]/following-sibling::section[1]//tr/td[2]"))
                .contains("Build 2.4.0");
        assertThat(texts(verified, "//h2[starts-with(.,'Timings')]/following-sibling::section[1]//tr/td[1]"))
                .containsExactly("render", "plan", "apply", "prune", "verify");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=\"alert(1)\">",
                "</td></tr></table></details></script></style><script>alert(1)</script>",
                "\" onload=\"alert(1)\" x='",
                "' onclick='alert(1)",
                "javascript:alert(1)",
                "&lt;b&gt; &amp; &#60;script&#62;",
                "]]><!-- -->",
            })
    void shouldLetNoTextBreakOut(String hostile) {
        String html = HtmlReport.of(Records.hostile(hostile));
        Document page = parse(html);
        String calm = HtmlReport.of(Records.hostile("calm"));

        assertThat(elements(html)).isEqualTo(elements(calm));
        assertThat(texts(page, "//@*[starts-with(name(),'on')]")).isEmpty();
        assertThat(texts(page, "//@href")).allMatch(href -> href.startsWith("#"));
        assertThat(text(page, "//h1")).isEqualTo(hostile + "→" + hostile);
    }

    @Test
    void shouldShowCharactersThatHideOrReorderText() {
        String html = HtmlReport.of(Records.hostile("a\u202eb\u200bc\u001bd\u0000e\u2066f"));

        assertThat(html.codePoints()
                        .filter(c -> Character.getType(c) == Character.FORMAT
                                || Character.isISOControl(c) && c != '\n' && c != '\t'))
                .isEmpty();
        assertThat(html).contains("a\\u202eb\\u200bc\\u001bd\\u0000e\\u2066f");
    }

    @Test
    void shouldAllowItselfNothingButItsOwnStyleAndScript() {
        String html = HtmlReport.of(Fixtures.record("verified"));
        Document page = parse(html);
        String policy = text(page, "//meta[@http-equiv='Content-Security-Policy']/@content");
        Matcher parts = STYLE_OR_SCRIPT.matcher(html);
        List<String> found = new ArrayList<>();
        while (parts.find()) {
            found.add(parts.group(1) + "-src " + new PageAsset(parts.group(2)).source());
        }

        assertThat(policy).startsWith("default-src 'none';").doesNotContain("unsafe");
        assertThat(found).hasSize(2).allMatch(policy::contains);
        assertThat(texts(page, "//@src | //@style | //link | //iframe | //object | //form"))
                .isEmpty();
        assertThat(STYLE_OR_SCRIPT.matcher(html).results().map(match -> match.group(2)))
                .noneMatch(own -> own.contains("url(") || own.contains("@import") || own.contains("http"));
    }

    @Test
    void shouldHaveUniqueIdsAndWorkingLinks() {
        Document page = parse(HtmlReport.of(Records.hostile("ü/ü")));

        List<String> ids = texts(page, "//@id");
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z0-9._-]+"));
        assertThat(texts(page, "//a/@href")).isNotEmpty().allMatch(href -> ids.contains(href.substring(1)));
        assertThat(texts(page, "//label/@for")).isNotEmpty().allMatch(ids::contains);
    }

    @Test
    void shouldFilterEveryGroupThatItShows() {
        String css = PageAsset.of("report.css").content();

        assertThat(ObjectView.Group.values())
                .extracting(group -> group.name().toLowerCase(java.util.Locale.ROOT))
                .allMatch(group -> css.contains("#gitops-show-" + group + ":checked)")
                        && css.contains(":not([data-group=\"" + group + "\"])"));
    }

    @Test
    void shouldFilterEveryKindThatItOffers() {
        String css = PageAsset.of("report.css").content();

        assertThat(IntStream.rangeClosed(0, HtmlTools.KINDS).boxed())
                .allMatch(kind -> css.contains(".gitops-kinds > [value=\"" + kind + "\"]:checked)")
                        && css.contains(":not([data-kind=\"" + kind + "\"])"));
    }

    @Test
    void shouldSayWhatToCheckFirst() {
        Document page = parse(HtmlReport.of(Fixtures.record("failed")));

        assertThat(text(page, "//section[contains(@class,'gitops-bad')]/h2"))
                .isEqualTo("Check first: ClusterRoleBinding/webapp-reader");
        assertThat(texts(page, "//section[contains(@class,'gitops-bad')]//li"))
                .singleElement()
                .asString()
                .startsWith("Deployment/webapp: 1 of 4 updated");
    }

    @Test
    void shouldLinkToThePagesBeforeAndAfter() {
        Document page = parse(HtmlReport.of(Fixtures.record("verified"), new Neighbours("before.html", "after.html")));

        assertThat(texts(page, "//header//a/@href")).containsExactly("before.html", "after.html");
        assertThat(texts(parse(HtmlReport.of(Fixtures.record("verified"))), "//header//a"))
                .isEmpty();
    }

    @Test
    void shouldStayUsableWithAThousandObjects() {
        String html = HtmlReport.of(Records.large(1000));
        Document page = parse(html);

        assertThat(texts(page, "//ul[@class='gitops-objects']/li")).hasSize(100);
        assertThat(texts(page, "//details[@open]")).isEmpty();
        assertThat(texts(page, "//details[starts-with(summary,'900 objects')]//tr"))
                .hasSize(901);
        assertThat(STYLE_OR_SCRIPT.matcher(html).replaceAll("").length()).isLessThan(1_000_000);
    }

    @Test
    void shouldCutWhatIsTooLongAndSaySo() {
        String big = String.join(
                "\n",
                IntStream.range(0, 40_000).mapToObj(i -> "line number " + i).toList());
        String html = HtmlReport.of(Records.hostile(big));

        assertThat(html.length()).isLessThan(8_000_000);
        assertThat(html)
                .contains("more lines; the whole is in the record itself")
                .contains("Cut after 400000 of");
        parse(html);
    }

    @Test
    void shouldRefuseToLeaveElementsOpen() {
        MarkupWriter html = new MarkupWriter().open("p").text("a < b & \"c\" 'd'");

        assertThatThrownBy(html::toString)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[p]");
        assertThat(html.close()).hasToString("<p>a &lt; b &amp; &quot;c&quot; &#39;d&#39;</p>");
    }

    /** The element names in their order: texts of equal form must give pages of equal form. */
    private static List<String> elements(String html) {
        return Pattern.compile("</?[a-zA-Z0-9]+")
                .matcher(STYLE_OR_SCRIPT.matcher(html).replaceAll(""))
                .results()
                .map(match -> match.group())
                .filter(tag -> !tag.matches("</?(ins|del|wbr)"))
                .toList();
    }

    /** The pages are written so strictly that they are XML once the elements without an end are closed. */
    private static Document parse(String html) {
        String xml = STYLE_OR_SCRIPT
                .matcher(html)
                .replaceAll("")
                .replace("<!DOCTYPE html>", "")
                .replaceAll("<(meta|input|wbr)([^>]*)>", "<$1$2/>");
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Document page, String path) {
        return String.join("", texts(page, path)).strip();
    }

    private static List<String> texts(Document page, String path) {
        try {
            XPath xpath = XPathFactory.newInstance().newXPath();
            NodeList nodes = (NodeList) xpath.evaluate(path, page, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent())
                    .toList();
        } catch (XPathExpressionException e) {
            throw new AssertionError(e);
        }
    }
}
