package io.jenkins.plugins.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The engine is built twice, so it must meet the same libraries twice. {@code standalone/pom.xml} names their versions;
 * the plugin gets its own from Jenkins' API plugins. Run in the plugin's build, this compares what those brought.
 */
class VersionsTest {
    private static final Path PLUGIN = Path.of("pom.xml");
    private static final Path STANDALONE = Path.of("standalone/pom.xml");

    @ParameterizedTest
    @CsvSource({
        "fabric8.version, io.fabric8/kubernetes-client-api",
        "jackson.version, com.fasterxml.jackson.core/jackson-databind",
        "jgit.version, org.eclipse.jgit/org.eclipse.jgit",
        "snakeyaml.version, org.yaml/snakeyaml"
    })
    void shouldRunWithTheLibrariesThatTheStandalonePomNames(String property, String artifact) throws Exception {
        assertThat(onClassPath(artifact))
                .as(artifact)
                .isEqualTo(properties(STANDALONE).get(property));
    }

    @Test
    void shouldNameTheSameVersionsInBothPoms() throws Exception {
        Map<String, String> plugin = versions(PLUGIN);
        Map<String, String> standalone = versions(STANDALONE);
        plugin.keySet().retainAll(standalone.keySet());
        standalone.keySet().retainAll(plugin.keySet());

        assertThat(plugin)
                .containsKeys(
                        "com.tngtech.archunit:archunit",
                        "dev.cel:cel",
                        "net.thisptr:jackson-jq",
                        "org.assertj:assertj-core",
                        "palantirJavaFormat")
                .isEqualTo(standalone);
    }

    private static String onClassPath(String artifact) throws IOException {
        String resource = "/META-INF/maven/" + artifact + "/pom.properties";
        try (InputStream in = VersionsTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
    }

    /** What the POM itself gives a version: dependencies by {@code group:artifact}, and the formatter. */
    private static Map<String, String> versions(Path pom) throws Exception {
        Map<String, String> properties = properties(pom);
        Map<String, String> found = new TreeMap<>();
        NodeList all = read(pom).getElementsByTagName("version");
        for (int i = 0; i < all.getLength(); i++) {
            Element parent = (Element) all.item(i).getParentNode();
            if (parent.getTagName().equals("dependency")) {
                found.put(
                        child(parent, "groupId") + ":" + child(parent, "artifactId"),
                        resolve(child(parent, "version"), properties));
            } else if (parent.getTagName().equals("palantirJavaFormat")) {
                found.put(parent.getTagName(), child(parent, "version"));
            }
        }
        return found;
    }

    private static String resolve(String version, Map<String, String> properties) {
        return version.startsWith("${") ? properties.get(version.substring(2, version.length() - 1)) : version;
    }

    private static Map<String, String> properties(Path pom) throws Exception {
        Map<String, String> found = new TreeMap<>();
        NodeList children = read(pom).getElementsByTagName("properties").item(0).getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child instanceof Element) {
                found.put(child.getNodeName(), child.getTextContent().strip());
            }
        }
        return found;
    }

    private static String child(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent().strip();
    }

    private static Document read(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }
}
