package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.sandbox.http.LoggedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Killing a deployment between any two writes and running it again ends in the state of an undisturbed run. Each kill
 * has a server of its own; most of their time is waiting for the dead one's lock, so they run side by side.
 */
class KillTest {
    private static final int SIDE_BY_SIDE = 8;

    private static final List<Manifest> FIRST = Rig.file("kill/first.yaml");
    private static final List<Manifest> SECOND = Rig.file("kill/second.yaml");
    private static final List<Manifest> WAVES = Rig.file("kill/waves.yaml");
    private static final List<Manifest> HOOKS = Rig.file("kill/hooks.yaml");
    private static final List<Manifest> LATER_WAVES = Rig.file("kill/waves-later.yaml");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSurviveAKillAtEveryWriteOfTheFirstDeployment(boolean executed) throws Exception {
        survivesEveryKill(Rig::new, () -> Request.of(FIRST).at('a'), executed, 13);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSurviveAKillAtEveryWriteOfALaterDeployment(boolean executed) throws Exception {
        survivesEveryKill(
                () -> {
                    Rig rig = new Rig();
                    rig.deployed(Request.of(FIRST).at('a'));
                    return rig;
                },
                () -> Request.of(SECOND).at('b'),
                executed,
                8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSurviveAKillAtEveryWriteOfARenaming(boolean executed) throws Exception {
        survivesEveryKill(
                () -> {
                    Rig rig = new Rig();
                    rig.deployed(Request.of(FIRST).at('a').to(new Target("formerly", "test", "default")));
                    return rig;
                },
                () -> Request.of(SECOND).at('b').formerly("formerly", ""),
                executed,
                19);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSurviveAKillAtEveryWriteBetweenWaves(boolean executed) throws Exception {
        survivesEveryKill(Rig::new, () -> Request.of(WAVES).at('a'), executed, 11);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSurviveAKillAtEveryWriteWhilePruningInGroups(boolean executed) throws Exception {
        survivesEveryKill(
                () -> {
                    Rig rig = new Rig();
                    rig.deployed(Request.of(WAVES).at('a'));
                    return rig;
                },
                () -> Request.of(LATER_WAVES).at('b'),
                executed,
                9);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSurviveAKillAtEveryWriteOfAnInstallationWithHooks(boolean executed) throws Exception {
        survivesEveryKill(KillTest::rigWithWorkloads, () -> Request.of(HOOKS).at('a'), executed, 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSurviveAKillAtEveryWriteOfAnUpgradeWithHooks(boolean executed) throws Exception {
        List<Manifest> changed = new ArrayList<>(HOOKS.subList(1, HOOKS.size()));
        changed.addAll(Rig.configMaps("2", "settings"));
        survivesEveryKill(
                () -> {
                    Rig rig = rigWithWorkloads();
                    rig.deployed(Request.of(HOOKS).at('a'));
                    return rig;
                },
                () -> Request.of(changed).at('b'),
                executed,
                12);
    }

    /** A rig whose Jobs and Pods end. */
    private static Rig rigWithWorkloads() {
        Rig rig = new Rig();
        rig.sandbox.workloads(true);
        return rig;
    }

    private static void survivesEveryKill(
            Supplier<Rig> prepared, Supplier<Request> request, boolean executed, int expectedWrites) throws Exception {
        String undisturbed;
        List<String> hooks;
        try (Rig rig = prepared.get()) {
            rig.sandbox.requests().reset();
            rig.deployed(request.get());
            undisturbed = EndState.of(rig.sandbox);
            hooks = hooks(rig);
            assertThat(rig.sandbox.requests().all().stream().filter(LoggedRequest::isWrite))
                    .as("the writes of an undisturbed run")
                    .hasSize(expectedWrites);
        }
        ExecutorService pool = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<?>> kills = new ArrayList<>();
            for (int n = 1; n <= expectedWrites; n++) {
                int at = n;
                kills.add(pool.submit(() -> {
                    try (Rig rig = prepared.get()) {
                        survives(rig, request, at, executed, undisturbed, hooks);
                    }
                }));
            }
            for (Future<?> kill : kills) {
                kill.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        } finally {
            pool.shutdownNow();
        }
    }

    private static void survives(
            Rig rig, Supplier<Request> request, int at, boolean executed, String undisturbed, List<String> hooks) {
        Set<ResourceKey> before = Set.copyOf(live(rig));
        rig.sandbox.requests().reset();
        Kill kill = Kill.arm(rig.sandbox, at, executed);

        DeploymentRecord killed = rig.deploy(request.get().lock(Request.SHORT_LOCK));

        assertThat(kill.victim()).as(kill.toString()).isPresent();
        isTruthful(rig, kill, killed, before);
        Set<String> applied = rig.sandbox.requests().all().stream()
                .filter(write -> write.method().equals("PATCH") && write.isWrite())
                .filter(write -> write.status() / 100 == 2 || kill.executed("PATCH", write.path()))
                .map(LoggedRequest::path)
                .collect(Collectors.toSet());
        rig.sandbox.faults().clear();
        boolean done = rig.inventory()
                .current()
                .filter(current -> current.id().equals(killed.id()))
                .isPresent();
        rig.sandbox.requests().reset();

        DeploymentRecord again = rig.deploy(request.get());

        assertThat(again.state()).as("%s, then: %s", kill, again.message()).isEqualTo(State.APPLIED);
        assertThat(EndState.of(rig.sandbox))
                .as("%s, then: %s", kill, rig.lines.warnings())
                .isEqualTo(undisturbed);
        assertThat(hooks(rig)).as("%s: hooks run again", kill).isEqualTo(done ? List.of() : hooks);
        assertThat(rig.sandbox.requests().all().stream()
                        .filter(write -> write.method().equals("PATCH") && write.isWrite())
                        .map(LoggedRequest::path)
                        .filter(path -> applied.contains(path) && !isHook(path)))
                .as("%s: applied again to no purpose", kill)
                .isEmpty();
        rig.sandbox.requests().reset();
        rig.deployed(request.get());
        assertThat(rig.sandbox.requests().writes())
                .as("%s: writes of a third run", kill)
                .isZero();
    }

    /** The paths of the hooks that were sent, in their order. */
    private static List<String> hooks(Rig rig) {
        return rig.sandbox.requests().all().stream()
                .filter(write -> write.method().equals("PATCH") && write.isWrite() && isHook(write.path()))
                .map(LoggedRequest::path)
                .toList();
    }

    private static boolean isHook(String path) {
        return path.contains("/hook-");
    }

    /** What the record of the killed run says has happened, has happened. */
    private static void isTruthful(Rig rig, Kill kill, DeploymentRecord killed, Set<ResourceKey> before) {
        boolean released = (kill.victim().get().path().contains("/leases/")
                        || kill.victim().get().method().equals("DELETE"))
                && killed.results().size() > 0
                && killed.message().isEmpty();
        assertThat(killed.state())
                .as("%s: %s", kill, killed.message())
                .isEqualTo(released ? State.APPLIED : State.FAILED);
        Set<ResourceKey> now = Set.copyOf(live(rig));
        for (ObjectResult result : killed.results()) {
            String what = kill + ": " + result;
            switch (result.outcome()) {
                case CREATED -> {
                    assertThat(before).as(what).doesNotContain(result.key());
                    assertThat(now).as(what).contains(result.key());
                }
                case UPDATED, UNCHANGED -> {
                    assertThat(before).as(what).contains(result.key());
                    assertThat(now).as(what).contains(result.key());
                }
                case RAN ->
                    assertThat(hooks(rig))
                            .as(what)
                            .anyMatch(path -> path.contains("/" + result.key().name()));
                case PRUNED -> assertThat(now).as(what).doesNotContain(result.key());
                case SKIPPED ->
                    assertThat(now.contains(result.key())).as(what).isEqualTo(before.contains(result.key()));
                default -> assertThat(result.message()).as(what).contains("cannot reach the cluster");
            }
        }
    }

    private static List<ResourceKey> live(Rig rig) {
        List<ResourceKey> keys = new ArrayList<>();
        List<Manifest> all = new ArrayList<>(FIRST);
        all.addAll(SECOND);
        all.addAll(WAVES);
        all.addAll(HOOKS);
        for (Manifest manifest : all) {
            boolean cluster = manifest.type().kind().equals("Namespace")
                    || manifest.type().kind().equals("CustomResourceDefinition");
            String namespace = cluster ? "" : manifest.namespace().isEmpty() ? "default" : manifest.namespace();
            ResourceKey key = manifest.key().inNamespace(namespace);
            try {
                if (rig.sandbox
                                .get(
                                        manifest.type().apiVersion(),
                                        manifest.type().kind(),
                                        namespace,
                                        manifest.name())
                                .isPresent()
                        && !keys.contains(key)) {
                    keys.add(key);
                }
            } catch (RuntimeException e) {
                // The kind is not served before its CustomResourceDefinition is there.
                assertThat(manifest.type().kind()).isEqualTo("Widget");
            }
        }
        return keys;
    }
}
