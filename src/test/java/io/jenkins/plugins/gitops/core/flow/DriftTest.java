package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.audit.AuditEntry;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.Difference;
import io.jenkins.plugins.gitops.core.record.Difference.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final String OWNER = ApplySet.id("webapp", "default");

    private final Rig rig = new Rig();
    private final List<AuditEntry> audit = new ArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldNameFieldValuesManagerAndTime() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        rig.edit("kubectl-edit", "one", "mine");
        Instant edited = Instant.parse(Json.elements(rig.configMap("one").get(), "metadata", "managedFields")
                .filter(entry -> Json.text(entry, "manager").equals("kubectl-edit"))
                .map(entry -> Json.text(entry, "time"))
                .findFirst()
                .orElseThrow());

        Verify.Outcome outcome = verify();

        assertThat(outcome.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.key().shortName()).isEqualTo("ConfigMap/one");
            assertThat(difference.what()).isEqualTo(What.CHANGED);
            assertThat(difference.path()).isEqualTo("data.key");
            assertThat(difference.applied().textValue()).isEqualTo("1");
            assertThat(difference.live().textValue()).isEqualTo("mine");
            assertThat(difference.managers()).containsExactly("kubectl-edit");
            assertThat(difference.since()).contains(edited);
        });
        assertThat(rig.records.last().differences()).isEqualTo(outcome.differences());
        assertThat(audit).singleElement().satisfies(entry -> {
            assertThat(entry.event()).isEqualTo("verify");
            assertThat(entry.outcome()).isEqualTo("drifted");
            assertThat(entry.counts()).isEqualTo(Map.of("healthy", 1L, "drift", 1L));
            assertThat(entry.actor()).isEqualTo("checker");
            assertThat(entry.digest()).isEqualTo(AuditEntry.digest(rig.records.last()));
        });
    }

    @Test
    void shouldFindObjectsThatCarryTheOwnerLabelAndAreNobodys() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        rig.apply("copy-paste", Rig.yaml("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: copy, labels: {%s: "%s"}}}
                """.formatted(ApplySet.PART_OF, OWNER)).get(0));
        rig.apply(
                "controller",
                Rig.yaml("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: made
                  labels: {%s: "%s"}
                  ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: one, uid: "%s"}]
                """.formatted(
                                        ApplySet.PART_OF,
                                        OWNER,
                                        Json.text(rig.configMap("one").get(), "metadata", "uid")))
                        .get(0));

        List<Difference> differences = verify().differences();

        assertThat(differences).singleElement().satisfies(difference -> {
            assertThat(difference.key().shortName()).isEqualTo("ConfigMap/copy");
            assertThat(difference.what()).isEqualTo(What.EXTRA);
            assertThat(difference.line()).startsWith("ConfigMap/copy in default carries this app's owner label");
        });
    }

    @Test
    void shouldNotTakeWhatAFailedDeploymentHasMadeForNobodys() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        rig.sandbox.faults().on("PATCH", ".*/configmaps/three").write().answer(403, "Forbidden", "no");
        rig.deploy(Request.of(Rig.configMaps("1", "one", "two", "three")));

        assertThat(rig.configMap("two")).isPresent();
        assertThat(verify().differences()).isEmpty();
    }

    private Verify.Outcome verify() {
        return rig.cluster(cluster -> new Verify(cluster, rig.records, WaitClock.system(), rig.lines)
                .auditedBy(audit::add, "checker")
                .run(Request.TARGET, Duration.ofSeconds(30), Duration.ZERO));
    }
}
