package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectViewTest {
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "web", "webapp");

    @ParameterizedTest
    @CsvSource({
        "RUNNING, update, UPDATED",
        "PLANNED, update, UPDATED",
        "FAILED, not done, OPEN",
        "ABORTED, not done, OPEN",
    })
    void shouldNotClaimThatWhatWasPlannedWasDone(State state, String word, ObjectView.Group group) {
        ObjectView view = only(planned(Action.UPDATE).state(state, "").build());

        assertThat(view.label().word()).isEqualTo(word);
        assertThat(view.group()).isEqualTo(group);
    }

    @ParameterizedTest
    @CsvSource({"FAILED, true", "ABORTED, true", "RUNNING, false", "VERIFIED, false"})
    void shouldCountWhatIsNotYetHealthyAsAProblemOnlyOnceItIsOver(State state, boolean problem) {
        DeploymentRecord record = planned(Action.UPDATE)
                .state(state, "")
                .result(new ObjectResult(WEB, Outcome.UPDATED, "", Duration.ofMillis(3)))
                .health(WEB, Health.progressing("1 of 3"))
                .build();

        assertThat(only(record).problem()).isEqualTo(problem);
    }

    @Test
    void shouldShowAnUnchangedObjectThatIsInTroubleAmongTheChanged() {
        DeploymentRecord record = planned(Action.UNCHANGED)
                .health(WEB, Health.failed("CrashLoopBackOff"))
                .build();

        assertThat(ReportView.of(record).changed()).extracting(ObjectView::key).containsExactly(WEB);
        assertThat(ReportView.of(record).unchanged()).isEmpty();
    }

    @Test
    void shouldKeepWhatOnlyTheResultsOrOnlyTheHealthKnow() {
        ResourceKey other = WEB.inNamespace("other");
        DeploymentRecord record = new RecordBuilder()
                .result(new ObjectResult(WEB, Outcome.CREATED, "", Duration.ZERO))
                .health(other, Health.healthy())
                .build();

        assertThat(ReportView.of(record).objects()).extracting(ObjectView::key).containsExactly(WEB, other);
    }

    @Test
    void shouldDiffTheFieldsOfAPlanThatWasStoredWithoutObjects() {
        assertThat(UnifiedDiff.lines(only(planned(Action.UPDATE).build()).diff()))
                .containsExactly("@@ -1 +1 @@", "-spec.replicas: \"2\"", "+spec.replicas: three");
    }

    @Test
    void shouldNameTheGroupOnlyOfForeignKinds() {
        assertThat(Names.of(WEB)).isEqualTo("Deployment/webapp");
        assertThat(Names.of(new ResourceKey("rbac.authorization.k8s.io", "Role", "web", "r")))
                .isEqualTo("Role/r");
        assertThat(Names.of(new ResourceKey("serving.knative.dev", "Service", "web", "s")))
                .isEqualTo("Service.serving.knative.dev/s");
    }

    private static ObjectView only(DeploymentRecord record) {
        assertThat(ReportView.of(record).objects()).hasSize(1);
        return ReportView.of(record).objects().get(0);
    }

    private static RecordBuilder planned(Action action) {
        FieldDiff field = new FieldDiff("spec.replicas", TextNode.valueOf("2"), TextNode.valueOf("three"), List.of());
        Change change = new Change(
                WEB,
                GroupVersionKind.of("apps/v1", "Deployment"),
                action,
                "",
                List.of(field),
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                "",
                List.of());
        return new RecordBuilder()
                .plan(Optional.of(
                        new Plan("app", "env", "s", "web", "sha256:1", List.of(change), "sha256:2", List.of())));
    }
}
