package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JunitReportTest {
    @ParameterizedTest
    @ValueSource(strings = {"verified", "failed", "unhealthy", "check-failed", "rolled-back", "drifted"})
    void shouldShowTheRecord(String name) {
        String xml = JunitReport.of(Fixtures.record(name));

        assertThat(xml).isEqualTo(Fixtures.text(name, "junit.xml"));
        valid(xml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</failure></testcase><testcase name='owned'/>",
                "\"/><failure message=\"owned\"/>",
                "]]><![CDATA[x",
                "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
                "a\u0000b\u0001c\ud800d\ufffee\uffff\u001b[31mf\u202eg",
                "two\nlines\tand a tab\r",
                "…→ 𝄞"
            })
    void shouldLetNoTextBreakOut(String hostile) {
        Document calm = valid(JunitReport.of(Records.hostile("calm")));
        Document xml = valid(JunitReport.of(Records.hostile(hostile)));

        assertThat(names(xml)).isEqualTo(names(calm));
        assertThat(cases(xml, "failure")).hasSize(3);
        assertThat(cases(xml, "skipped")).hasSize(2);
    }

    @Test
    void shouldKeepTheNameReadable() {
        Document xml = valid(JunitReport.of(Records.hostile("<a> & \"b\" \u0007")));

        assertThat(((Element) xml.getElementsByTagName("testcase").item(0)).getAttribute("name"))
                .isEqualTo("<a> & \"b\" \\u0007/<a> & \"b\" \\u0007 in <a> & \"b\" \\u0007");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "ABORTED"})
    void shouldNotPassWhenTheDeploymentFailedBeforeAnyObject(State state) {
        DeploymentRecord record = new RecordBuilder()
                .id("20261122-164151-3f9ac25e")
                .target("webapp", "eu.prod", "https://cluster.example", "web")
                .state(state, "the lock is held by ci@agent-2\ntry again later")
                .build();

        Document xml = valid(JunitReport.of(record));

        assertThat(cases(xml, "failure")).singleElement().satisfies(one -> {
            assertThat(one.getAttribute("name")).isEqualTo("deployment");
            assertThat(one.getAttribute("classname")).isEqualTo("webapp.eu_prod");
            assertThat(one.getTextContent()).isEqualTo("the lock is held by ci@agent-2\ntry again later");
        });
    }

    @Test
    void shouldPassAPlan() {
        DeploymentRecord record = Records.changed("a", "b");

        assertThat(cases(valid(JunitReport.of(record)), "failure")).isEmpty();
    }

    private static Document valid(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(JunitReportTest.class.getResource("junit.xsd"))
                    .newValidator()
                    .validate(new DOMSource(document));
            Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
            assertThat(suite.getAttribute("tests"))
                    .isEqualTo("" + document.getElementsByTagName("testcase").getLength());
            assertThat(suite.getAttribute("failures"))
                    .isEqualTo("" + document.getElementsByTagName("failure").getLength());
            assertThat(suite.getAttribute("skipped"))
                    .isEqualTo("" + document.getElementsByTagName("skipped").getLength());
            return document;
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(xml, e);
        }
    }

    private static List<String> names(Document document) {
        return elements(document.getElementsByTagName("*")).stream()
                .map(Element::getTagName)
                .toList();
    }

    private static List<Element> cases(Document document, String verdict) {
        return elements(document.getElementsByTagName(verdict)).stream()
                .map(element -> (Element) element.getParentNode())
                .toList();
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
