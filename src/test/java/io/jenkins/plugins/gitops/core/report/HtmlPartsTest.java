package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPartsTest {
    private static final String ADDRESS = "/jenkins/job/web/1/gitops/deployment/20261122-164151-3f9ac25e/part/";
    private static final Pattern ITEM =
            Pattern.compile("<li data-group[^>]*><details class=\"gitops-object\" id=\"([^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("<p class=\"gitops-load\"><a href=\"([^\"]+)\"");

    @Test
    void shouldShowASmallDeploymentAtOnce() {
        DeploymentRecord record = Fixtures.record("failed");
        HtmlParts parts = new HtmlParts(record, ADDRESS);

        assertThat(parts.status())
                .contains("✗ failed", "2026-11-23 08:14:07 UTC")
                .doesNotContain("<h1>");
        assertThat(parts.body())
                .contains("Check first: ", "-rc1", "2 objects unchanged", "<td>Namespace/web</td>")
                .contains("Timings", record.id())
                .doesNotContain("Record as JSON", "<script", "<style");
        assertThat(LINK.matcher(parts.body()).results()).isEmpty();
    }

    @Test
    void shouldGiveTheBodyOfTheReportThatStandsAlone() {
        DeploymentRecord record = Fixtures.record("verified");

        String body = new HtmlParts(record, ADDRESS).body();

        String cards =
                body.substring(body.indexOf("<div class=\"gitops-cards\">"), body.indexOf("<h2 id=\"gitops-objects\""));
        assertThat(HtmlReport.of(record)).contains(cards);
    }

    @Test
    void shouldHoldAThousandChangesWithinBoundsAndLeadToAllOfThem() {
        HtmlParts parts = new HtmlParts(Records.large(1000, 1), ADDRESS);
        String body = parts.body();
        List<String> found = new ArrayList<>(matches(ITEM, body));

        assertThat(body.length()).isLessThan(200_000);
        assertThat(found).hasSizeGreaterThan(100).hasSizeLessThan(1000);
        String next = last(body);
        while (next.contains("/objects-")) {
            HtmlParts.Part part = parts.part(next.substring(ADDRESS.length())).orElseThrow();
            assertThat(part.fragment().length()).isLessThan(200_000);
            assertThat(part.page()).contains("<ul class=\"gitops-objects\">");
            found.addAll(matches(ITEM, part.fragment()));
            next = last(part.fragment());
        }
        assertThat(found)
                .containsExactlyElementsOf(IntStream.range(0, 1000)
                        .mapToObj(i -> "object-apps-Deployment-web-service-" + i)
                        .toList());
    }

    @Test
    void shouldLoadADiffAndWhatDidNotChange() {
        HtmlParts parts = new HtmlParts(Records.large(1000), ADDRESS);
        String body = parts.body();

        assertThat(body.length()).isLessThan(150_000);
        assertThat(matches(LINK, body))
                .hasSize(101)
                .contains(ADDRESS + "object-apps-Deployment-web-service-990", ADDRESS + "unchanged");
        HtmlParts.Part object =
                parts.part("object-apps-Deployment-web-service-990").orElseThrow();
        assertThat(object.title()).isEqualTo("Deployment/service-990");
        assertThat(object.fragment()).contains("<ins>2</ins>").doesNotContain("<summary>");
        assertThat(object.page()).contains("<summary>", "open=\"\"", object.fragment());
        HtmlParts.Part unchanged = parts.part("unchanged").orElseThrow();
        assertThat(matches(Pattern.compile("<tr id=\"([^\"]+)\""), unchanged.fragment()))
                .hasSize(900);
        assertThat(unchanged.page()).contains(unchanged.fragment());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "objects-",
                "objects-1000",
                "objects-99999999999",
                "objects--1",
                "object-none",
                "../unchanged"
            })
    void shouldKnowNoOtherPart(String name) {
        assertThat(new HtmlParts(Records.large(1000, 1), ADDRESS).part(name)).isEmpty();
    }

    @Test
    void shouldPutTroubleFirst() {
        String body = new HtmlParts(Fixtures.record("failed"), ADDRESS).body();

        assertThat(matches(ITEM, body).subList(0, 2))
                .containsExactlyInAnyOrder(
                        "object-apps-Deployment-web-webapp",
                        "object-rbac.authorization.k8s.io-ClusterRoleBinding--webapp-reader");
    }

    @Test
    void shouldLinkDriftToWhereItsObjectIsWhateverThePageShows() {
        assertThat(new HtmlParts(Fixtures.record("drifted"), ADDRESS).body())
                .contains("href=\"" + ADDRESS + "object-apps-Deployment-web-webapp\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=\"alert(1)\">",
                "</p></section></details></div><script>alert(1)</script>",
                "\" onclick=\"alert(1)",
                "a\u202eb",
            })
    void shouldLetNoTextBreakOut(String hostile) {
        HtmlParts parts = new HtmlParts(Records.hostile(hostile), ADDRESS);
        HtmlParts calm = new HtmlParts(Records.hostile("calm"), ADDRESS);

        assertThat(elements(parts.status() + parts.body())).isEqualTo(elements(calm.status() + calm.body()));
        assertThat(parts.body()).doesNotContain("<img", "<script", "\u202e");
        assertThat(elements(parts.part("unchanged").orElseThrow().page()))
                .isEqualTo(elements(calm.part("unchanged").orElseThrow().page()));
    }

    private static List<String> elements(String html) {
        return Pattern.compile("</?[a-zA-Z0-9]+")
                .matcher(html)
                .results()
                .map(MatchResult::group)
                .filter(tag -> !tag.matches("</?(ins|del|wbr)"))
                .toList();
    }

    private static List<String> matches(Pattern pattern, String html) {
        return pattern.matcher(html).results().map(match -> match.group(1)).toList();
    }

    private static String last(String html) {
        List<String> links = matches(LINK, html);
        return links.isEmpty() ? "" : links.get(links.size() - 1);
    }
}
