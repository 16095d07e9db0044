package io.jenkins.plugins.gitops.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import io.jenkins.plugins.gitops.core.report.Records;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.hudson.test.recipes.LocalData;

/** The record on the build: what is stored where, what survives, and what never gets there. */
@WithJenkins
class GitOpsBuildActionITest {
    private static final String SECRET = "hunter2-correct-horse";

    private JenkinsRule jenkins;

    @BeforeEach
    void setUp(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void shouldKeepRecordsWithTheBuildThatMadeThem() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject("web");
        DeploymentRecord first = Deployments.fixture("verified");
        DeploymentRecord second = Deployments.fixture("failed");
        FreeStyleBuild one = Deployments.build(jenkins, project, first);
        FreeStyleBuild two = Deployments.build(jenkins, project, second);
        DeploymentRecord drifted = new RecordBuilder(first)
                .state(State.FAILED, "2 fields differ")
                .drift(List.of("one", "two"))
                .build();

        RecordStore store = GitOpsBuildAction.of(two).records();
        assertThat(store.ids("webapp", "prod")).containsExactly(second.id(), first.id());
        assertThat(store.ids("webapp", "staging")).isEmpty();
        assertThat(GitOpsBuildAction.of(one).records().ids("webapp", "prod")).containsExactly(first.id());
        assertThat(store.load("webapp", "prod", first.id())).contains(first);
        assertThat(store.load("webapp", "prod", second.id())).contains(second);
        assertThat(store.load("webapp", "staging", first.id())).isEmpty();
        assertThat(store.load("webapp", "prod", "../../../secrets/master.key")).isEmpty();

        // What the second build finds of the first one's deployment is its own; the evidence of the first one stays.
        store.save(drifted);
        assertThat(store.load("webapp", "prod", first.id())).contains(drifted);
        jenkins.jenkins.reload();
        one = build(1);
        two = build(2);
        assertThat(GitOpsBuildAction.of(one).records().load("webapp", "prod", first.id()))
                .contains(first);
        assertThat(GitOpsBuildAction.of(two).records().load("webapp", "prod", first.id()))
                .contains(drifted);
        assertThat(GitOpsBuildAction.of(two).getDeployments())
                .extracting(DeploymentEntry::getId, DeploymentEntry::getState, DeploymentEntry::getDrifted)
                .containsExactly(tuple(second.id(), "failed", 0), tuple(first.id(), "failed", 2));

        Path directory = one.getRootDir().toPath();
        one.delete();
        assertThat(directory).doesNotExist();
    }

    @Test
    void shouldWriteBuildXmlOnlyWhenThereIsSomethingToSay() throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("web"));
        RecordStore store = GitOpsBuildAction.of(build).records();
        DeploymentRecord large = Records.large(1000, 1);
        List<ObjectResult> results = large.results();
        RecordBuilder running = new RecordBuilder()
                .id(large.id())
                .target(large.app(), large.environment(), large.server(), large.namespace());
        store.save(running.build());
        assertSaved(build, "<updated>0</updated>", "<digest></digest>");
        store.save(running.plan(large.plan()).build());
        assertSaved(build, "<updated>1000</updated>", "<digest>sha256:2</digest>");

        Path xml = build.getRootDir().toPath().resolve("build.xml");
        Files.delete(xml);
        for (ObjectResult result : results.subList(0, 20)) {
            store.save(running.result(result).build());
        }
        assertThat(xml).doesNotExist();
        assertThat(GitOpsBuildAction.of(build).getDeployments().get(0).getUpdated())
                .isEqualTo(20);

        store.save(running.state(State.APPLIED, "")
                .finished(Optional.of(Instant.now()))
                .build());
        assertSaved(build, "<updated>20</updated>", "<state>applied</state>");
        assertThat(entries(build)).hasSizeLessThan(1024);
    }

    @Test
    void shouldTakeParallelBranchesOfOneBuild() throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("web"));
        DeploymentRecord record = Deployments.fixture("verified");
        int branches = 8;
        CyclicBarrier together = new CyclicBarrier(branches);
        ExecutorService pool = Executors.newFixedThreadPool(branches);
        try {
            List<Future<?>> done = IntStream.range(0, branches)
                    .<Future<?>>mapToObj(i -> pool.submit(() -> {
                        together.await();
                        String id = "20261122-16415" + i + "-3f9ac25e";
                        Deployments.save(build, Deployments.again(record, id, Instant.EPOCH, Duration.ofSeconds(i)));
                        return null;
                    }))
                    .toList();
            for (Future<?> branch : done) {
                branch.get();
            }
        } finally {
            pool.shutdown();
        }

        jenkins.jenkins.reload();
        assertThat(build(1).getActions(GitOpsBuildAction.class)).hasSize(1);
        assertThat(GitOpsBuildAction.of(build(1)).getDeployments()).hasSize(branches);
        assertThat(GitOpsBuildAction.of(build(1)).records().ids("webapp", "prod"))
                .hasSize(branches);
    }

    @Test
    void shouldSayWhatIsWrongWithARecord() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject("web");
        FreeStyleBuild build = Deployments.build(jenkins, project, Deployments.fixture("verified"));
        String id = Deployments.fixture("verified").id();
        Path file = build.getRootDir().toPath().resolve("gitops/" + id + ".json.gz");
        byte[] whole = Files.readAllBytes(file);
        ObjectNode newer = RecordJson.toJson(Deployments.fixture("verified")).put("schemaVersion", 99);
        ObjectNode other = RecordJson.toJson(Deployments.fixture("verified"));
        other.remove("app");
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);

        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertNotice(client, build, "is damaged or cannot be read");
        Files.writeString(file, "no record at all");
        assertNotice(client, build, "is damaged or cannot be read");
        zip(file, "{\"schemaVersion\": 1");
        assertNotice(client, build, "is damaged or cannot be read");
        zip(file, Json.write(newer));
        assertNotice(client, build, "was written by a newer version");
        zip(file, Json.write(other));
        assertNotice(client, build, "the field \"app\" is not a text");
        Files.delete(file);
        assertNotice(client, build, "is not with this build");

        assertThatThrownBy(() -> {
                    Files.writeString(file, "no record at all");
                    GitOpsBuildAction.of(build(1)).records().load("webapp", "prod", id);
                })
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("the record " + id + " of web #1")
                .message()
                .doesNotContain(file.getParent().toString());
    }

    /** It has fields that this version does not know, and lacks some that it does. */
    @Test
    @LocalData
    void shouldLoadWhatAnotherVersionHasWritten() throws Exception {
        FreeStyleBuild build = build(1);
        GitOpsBuildAction action = build.getAction(GitOpsBuildAction.class);
        Path directory = Files.createDirectories(build.getRootDir().toPath().resolve("gitops"));
        zip(directory.resolve("20260101-000000-00000001.json.gz"), text("oldest-record.json"));

        assertThat(action.getDeployments())
                .extracting(DeploymentEntry::getId, DeploymentEntry::state, DeploymentEntry::getActor)
                .containsExactly(
                        tuple("20260101-000000-00000001", State.VERIFIED, ""),
                        tuple("20260101-000000-00000002", State.RUNNING, ""));
        assertThat(action.records().load("webapp", "prod", "20260101-000000-00000001"))
                .hasValueSatisfying(record -> assertThat(record.results()).hasSize(1));
        JenkinsRule.WebClient client = jenkins.createWebClient();
        assertThat(client.getPage(build, "gitops").asNormalizedText()).contains("webapp → prod", "✗ cut off");
        assertThat(client.getPage(build, "gitops/deployment/20260101-000000-00000001/")
                        .asNormalizedText())
                .contains("✓ verified", "ConfigMap/settings");
        assertThat(client.getPage(build, "").asNormalizedText()).contains("webapp → prod ✓ verified", "1 created");
    }

    @Test
    void shouldStoreNoSecret() throws Exception {
        ResourceKey key = new ResourceKey("", "Secret", "web", "database");
        ObjectNode before = Json.object();
        before.putObject("stringData").put("password", SECRET);
        ObjectNode after = Json.object();
        after.putObject("data").put("password", base64(SECRET));
        Change change = new Change(
                key, GroupVersionKind.of("v1", "Secret"), Action.UPDATE, "1", List.of(), before, after, "", List.of());
        Plan plan = new Plan("webapp", "prod", "s", "web", "sha256:1", List.of(change), "sha256:2", List.of());
        DeploymentRecord record = new RecordBuilder(Deployments.fixture("verified"))
                .plan(Optional.of(plan))
                .result(new ObjectResult(key, Outcome.UPDATED, "", Duration.ofMillis(3)))
                .build();
        assertThat(before.toString()).contains(SECRET);

        FreeStyleBuild build = Deployments.build(jenkins, jenkins.createFreeStyleProject("web"), record);

        assertThat(jenkins.createWebClient()
                        .getPage(build, "gitops")
                        .getWebResponse()
                        .getContentAsString())
                .contains("Secret/", "database")
                .doesNotContain(SECRET, base64(SECRET));
        int read = 0;
        try (Stream<Path> files = Files.walk(jenkins.jenkins.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                read++;
                assertThat(content(file)).as(file.toString()).doesNotContain(SECRET, base64(SECRET));
            }
        }
        assertThat(read).isGreaterThan(5);
    }

    private void assertNotice(JenkinsRule.WebClient client, Run<?, ?> build, String words) throws Exception {
        jenkins.jenkins.reload();
        assertThat(client.getPage(build(1), "").getWebResponse().getStatusCode())
                .isEqualTo(200);
        var page = client.getPage(build, "gitops");
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(200);
        assertThat(page.asNormalizedText()).contains(words, "webapp → prod", "✓ verified");
        String deployment =
                "gitops/deployment/" + Deployments.fixture("verified").id();
        for (String without :
                List.of("/record", "/markdown", "/junit", "/part/unchanged", "/part/unchanged/fragment")) {
            URL address = new URL(jenkins.getURL(), build.getUrl() + deployment + without);
            assertThat(client.loadWebResponse(new WebRequest(address)).getStatusCode())
                    .as(without)
                    .isEqualTo(404);
        }
    }

    private FreeStyleBuild build(int number) {
        return jenkins.jenkins.getItemByFullName("web", FreeStyleProject.class).getBuildByNumber(number);
    }

    private static void assertSaved(Run<?, ?> build, String... parts) throws IOException {
        assertThat(Files.readString(build.getRootDir().toPath().resolve("build.xml")))
                .contains(parts);
    }

    private static String entries(Run<?, ?> build) throws IOException {
        String xml = Files.readString(build.getRootDir().toPath().resolve("build.xml"));
        return xml.substring(xml.indexOf("<deployments>"), xml.indexOf("</deployments>"));
    }

    private static void zip(Path file, String text) throws IOException {
        try (OutputStream zip = new GZIPOutputStream(Files.newOutputStream(file))) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
            try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = stream.readAllBytes();
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String text(String file) throws IOException {
        try (InputStream stream = GitOpsBuildActionITest.class.getResourceAsStream("GitOpsBuildActionITest/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
