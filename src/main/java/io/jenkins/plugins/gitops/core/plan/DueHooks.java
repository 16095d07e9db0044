package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.HookEvent;
import io.jenkins.plugins.gitops.core.manifest.HookPolicy;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hooks that one deployment runs.
 *
 * @param occasion what the deployment is to Helm
 * @param before what is run before the first object is applied, in order
 * @param after what is run after the last object was applied or pruned, in order
 */
public record DueHooks(Occasion occasion, List<Hook> before, List<Hook> after) {

    /** @return those of the set's hooks that the occasion asks for */
    static DueHooks of(DesiredSet desired, Occasion occasion) {
        return new DueHooks(
                occasion,
                desired.hooks().stream()
                        .filter(hook -> hook.isFor(occasion.before()))
                        .toList(),
                desired.hooks().stream()
                        .filter(hook -> hook.isFor(occasion.after()))
                        .toList());
    }

    /** @return the hooks that the plan, made for the same set and occasion, has said would run: all of them, or none */
    public static DueHooks planned(Plan plan, DesiredSet desired, Occasion occasion) {
        return plan.counts().containsKey(Action.RUN)
                ? of(desired, occasion)
                : new DueHooks(occasion, List.of(), List.of());
    }

    /** @return whether there is none */
    public boolean isEmpty() {
        return before.isEmpty() && after.isEmpty();
    }

    /** @return each once, in the order in which they begin to run */
    Set<Hook> all() {
        Set<Hook> all = new LinkedHashSet<>(before);
        all.addAll(after);
        return all;
    }

    /**
     * Refuses what could not be run when its turn comes.
     *
     * @throws GitOpsException naming each such hook with its file and line
     */
    void check(ClusterGateway cluster, DesiredSet desired) {
        List<String> problems = new ArrayList<>();
        before.forEach(hook -> check(hook, cluster, false, problems));
        after.forEach(
                hook -> check(hook, cluster, desired.brings(hook.manifest().type()), problems));
        Problems.throwIfAny(problems.stream().distinct().toList());
    }

    private static void check(Hook hook, ClusterGateway cluster, boolean coming, List<String> problems) {
        Manifest manifest = hook.manifest();
        if (manifest.name().isEmpty()) {
            problems.add(manifest.origin() + ": the hook has only generateName; server-side apply needs metadata.name");
        } else if (!coming && cluster.type(manifest.type()).isEmpty()) {
            problems.add(manifest.origin() + ": the hook " + hook.key() + " needs " + manifest.type()
                    + ", which the cluster does not have when it is run; install its CustomResourceDefinition first,"
                    + " or correct apiVersion and kind");
        }
    }

    /**
     * @param rules which values are hidden beside those of Secrets
     * @return the changes with the hooks among them: one entry an object, where it is run first
     */
    List<Change> around(List<Change> changes, FieldRules rules) {
        Map<ResourceKey, Change> first = new LinkedHashMap<>();
        before.forEach(hook -> first.merge(hook.key(), change(hook, occasion.before(), rules), DueHooks::both));
        Map<ResourceKey, Change> last = new LinkedHashMap<>();
        for (Hook hook : after) {
            (first.containsKey(hook.key()) ? first : last)
                    .merge(hook.key(), change(hook, occasion.after(), rules), DueHooks::both);
        }
        List<Change> all = new ArrayList<>(first.values());
        all.addAll(changes);
        all.addAll(last.values());
        return all;
    }

    private static Change change(Hook hook, HookEvent event, FieldRules rules) {
        return new Change(
                hook.key(),
                hook.manifest().type(),
                Action.RUN,
                "",
                List.of(),
                MissingNode.getInstance(),
                new Masking(rules).mask(Noise.strip(hook.manifest().json())),
                event.word() + " hook, weight " + hook.weight() + ", " + deletion(hook),
                List.of());
    }

    private static Change both(Change one, Change then) {
        return new Change(
                one.key(),
                one.type(),
                one.action(),
                one.uid(),
                one.fields(),
                one.before(),
                one.after(),
                one.reason() + "; then " + then.reason(),
                one.warnings());
    }

    private static String deletion(Hook hook) {
        List<String> words = new ArrayList<>();
        if (hook.isDeleted(HookPolicy.BEFORE_HOOK_CREATION)) {
            words.add("deleted before it runs again");
        }
        if (hook.isDeleted(HookPolicy.HOOK_SUCCEEDED)) {
            words.add("deleted when it has succeeded");
        }
        if (hook.isDeleted(HookPolicy.HOOK_FAILED)) {
            words.add("deleted when it has failed");
        }
        return words.isEmpty() ? "never deleted" : String.join(", ", words);
    }
}
