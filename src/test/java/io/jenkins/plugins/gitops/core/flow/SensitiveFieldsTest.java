package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.RuleParser;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import io.jenkins.plugins.gitops.core.report.ConsoleReport;
import io.jenkins.plugins.gitops.core.report.HtmlReport;
import io.jenkins.plugins.gitops.core.report.MarkdownReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values that people have called sensitive, and those of Secrets, through everything that a deployment leaves. */
class SensitiveFieldsTest {
    private static final List<String> CANARIES =
            List.of("canary-data-83hf", "canary-text-92kd", "canary-mapp-17sl", "canary-envv-55qp", "canary-live-64zx");
    private static final FieldRules RULES = RuleParser.read("""
            sensitive:
            - ConfigMap/settings:/data/token
            - Deployment.apps:.spec.template.spec.containers[].env[] | select(.name == "TOKEN") | .value
            """, "rules.yaml");

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldShowNoneOfThemAnywhere() {
        List<String> told = new ArrayList<>();
        told.addAll(told(rig.deployed(request("", "1"))));
        rig.sandbox.patch(
                "somebody", "v1", "Secret", "default", "login", "{\"stringData\":{\"own\":\"canary-live-64zx\"}}");
        told.addAll(told(rig.deployed(request("-2", "2"))));
        told.addAll(told(rig.deploy(request("-3", "3").dryRun())));
        told.add(rig.configMap("gitops-webapp").orElseThrow().toString());

        assertThat(leaks(told)).isEmpty();
        assertThat(leaks(List.of("a leak: canary-text", "another: " + base64("canary-mapp-17sl"))))
                .as("a leak is found")
                .hasSize(2);
        assertThat(told).anyMatch(text -> text.contains("(hidden #"));
    }

    @Test
    void shouldNotAskAboutWhatHasNotChanged() {
        rig.deployed(request("", "1"));
        rig.sandbox.requests().reset();

        rig.deployed(request("", "1"));

        assertThat(rig.sandbox.requests().dryRuns()).isZero();
        assertThat(rig.sandbox.requests().writes()).isZero();
    }

    @Test
    void shouldRemoveAKeyThatWasDeclaredAsText() {
        rig.deployed(
                Request.of(
                        Rig.yaml(
                                "{apiVersion: v1, kind: Secret, metadata: {name: login}, stringData: {a: one-value, b: other-value}}")));

        rig.deployed(Request.of(
                Rig.yaml("{apiVersion: v1, kind: Secret, metadata: {name: login}, stringData: {a: one-value}}")));

        assertThat(rig.sandbox
                        .get("v1", "Secret", "default", "login")
                        .orElseThrow()
                        .path("data"))
                .isEqualTo(Json.object().put("a", base64("one-value")));
    }

    private static Request request(String change, String replicas) {
        return Request.of(manifests(change, replicas))
                .planning(PlanOptions.standard().withFields(RULES));
    }

    private static List<Manifest> manifests(String change, String replicas) {
        return Rig.yaml("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Secret, metadata: {name: login, annotations: {copy: "it is canary-text-92kd%1$s"}},
                   data: {raw: %3$s}, stringData: {text: canary-text-92kd%1$s}}
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {token: canary-mapp-17sl%1$s, open: "%2$s"}}
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: web}
                  spec:
                    replicas: %2$s
                    selector: {matchLabels: {app: web}}
                    template:
                      metadata: {labels: {app: web}}
                      spec:
                        containers:
                        - {name: web, image: "web:1", env: [{name: OPEN, value: "1"}, {name: TOKEN, value: canary-envv-55qp%1$s}]}
                """.formatted(change, replicas, base64("canary-data-83hf" + change)));
    }

    private List<String> told(DeploymentRecord record) {
        List<String> told = new ArrayList<>(List.of(
                RecordJson.toJson(record).toString(),
                MarkdownReport.of(record),
                HtmlReport.of(record),
                rig.lines.infos() + " " + rig.lines.warnings()));
        for (boolean color : List.of(false, true)) {
            record.plan().ifPresent(plan -> told.add(String.join("\n", new ConsoleReport(color).plan(plan))));
        }
        return told;
    }

    /** The texts that hold eight characters of any value, in any form. */
    private static List<String> leaks(List<String> texts) {
        List<String> parts = new ArrayList<>();
        for (String canary : CANARIES) {
            for (String form :
                    List.of(canary, base64(canary), canary.replace("-", "%2D"), canary.replace("-", "&#45;"))) {
                // "canary-" alone is in the test's own words.
                for (int i = 0; i + 8 <= form.length(); i++) {
                    parts.add(form.substring(i, i + 8));
                }
            }
        }
        return texts.stream()
                .filter(text -> parts.stream().anyMatch(text::contains))
                .toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
