package io.jenkins.plugins.gitops.core.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleParserTest {
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "shop", "web");

    @Test
    void shouldReadAFile() {
        FieldRules rules = RuleParser.read("""
                ignore:
                - kind: Deployment
                  group: apps
                  namespace: shop
                  name: w*
                  jsonPointers: [/spec/replicas]
                  jqPathExpressions:
                  - .spec.template.spec.containers[] | select(.name == "proxy")
                  apply: false
                - kind: "*"
                  managers: [kube-controller-manager, hpa]
                - Service:/spec/externalIPs
                sensitive:
                - kind: Database.example.org
                  jsonPointers: [/spec/password]
                - ConfigMap/app:.data["app.properties"]
                """, "rules.yaml");

        assertThat(rules.ignored().stream().map(IgnoreRule::toString))
                .containsExactly(
                        "Deployment.apps/shop/w*:/spec/replicas [] not applied",
                        "Deployment.apps/shop/w*:.spec.template.spec.containers[] | select(.name == \"proxy\") [] not applied",
                        "*.*/*/* [hpa, kube-controller-manager]",
                        "Service.*/*/*:/spec/externalIPs []");
        assertThat(rules.sensitive().stream().map(FieldSelector::toString))
                .containsExactly(
                        "Database.example.org/*/*:/spec/password", "ConfigMap.*/*/app:.data[\"app.properties\"]");
        assertThat(rules.ignored().get(2).managers()).isEqualTo(Set.of("kube-controller-manager", "hpa"));
        assertThat(rules.ignored(WEB)).hasSize(3);
        assertThat(rules.sensitive(WEB)).isEmpty();
    }

    @Test
    void shouldReadAListAsWhatIsIgnored() {
        FieldRules rules = RuleParser.read("- {kind: Service, jsonPointers: [/spec/clusterIP]}", "rules.yaml");

        assertThat(rules.ignored()).hasSize(1);
        assertThat(rules.sensitive()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment.apps/web:/a, true",
        "Deployment/web:/a, true",
        "Deployment.apps:/a, true",
        "'*:/a', true",
        "D*.app?/shop/w*b:/a, true",
        "Deployment.apps/s*p/*:/a, true",
        "Deployment.extensions/web:/a, false",
        "Deployment./web:/a, false",
        "Deployment.apps/prod/web:/a, false",
        "Deployment.apps/we:/a, false",
        "Deploy/web:/a, false",
        "deployment/web:/a, false"
    })
    void shouldReadTheShortForm(String text, boolean matches) {
        assertThat(RuleParser.selector(text).matches(WEB)).isEqualTo(matches);
        assertThat(RuleParser.ignore(text).applied()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            a: 1                                                     ! rules.yaml: knows no "a"
            text                                                     ! rules.yaml: must be a map
            ignore: text                                             ! rules.yaml: "ignore" must be a list
            ignore: [{kind: A, jsonPointers: [/a], other: 1}]        ! rules.yaml: ignore 1: knows no "other"
            ignore: [{kind: A, jsonPointers: [/a]}, {kind: A}]       ! rules.yaml: ignore 2: names no field
            ignore: [{jsonPointers: [/a]}]                           ! rules.yaml: ignore 1: "kind" is missing
            ignore: [{kind: A, jsonPointers: /a}]                    ! rules.yaml: ignore 1: "jsonPointers" must be a list of texts
            ignore: [{kind: A, jsonPointers: [1]}]                   ! rules.yaml: ignore 1: "jsonPointers" must be a list of texts
            ignore: [{kind: A, jsonPointers: [a]}]                   ! rules.yaml: ignore 1: "a" is not a JSON pointer
            ignore: [{kind: A, jqPathExpressions: ["..|.a"]}]        ! rules.yaml: ignore 1: jq path expression "..|.a" has ".."
            ignore: [{kind: A, jsonPointers: [/a], apply: maybe}]    ! rules.yaml: ignore 1: "apply" must be true or false
            ignore: [3]                                              ! rules.yaml: ignore 1: must be a map
            sensitive: [{kind: A, managers: [a]}]                    ! rules.yaml: sensitive 1: knows no "managers"
            sensitive: ["A/b"]                                       ! rules.yaml: sensitive 1: must be Kind.group:FIELD
            """)
    void shouldSayWhatIsWrongAndWhere(String yaml, String message) {
        assertThatThrownBy(() -> RuleParser.read(yaml, "rules.yaml"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({"Deployment", ":/a", "A:", "a/b/c/d:/a", "A:a", "A:range(9)"})
    void shouldSayWhatIsWrongWithAShortForm(String text) {
        assertThatThrownBy(() -> RuleParser.selector(text))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith("\"" + text + "\": ");
    }
}
