package io.jenkins.plugins.gitops.core.manifest;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Helm hook: an object that an annotation makes something to be run at an event, and no part of the deployed set. Read
 * as Helm reads it ({@code pkg/release/v1/util/manifest_sorter.go}).
 *
 * @param manifest the object
 * @param events when it is run
 * @param weight its place among the hooks of an event; 0 when the annotation is no number
 * @param deletion when it is deleted; {@link HookPolicy#BEFORE_HOOK_CREATION} when the annotation is missing
 * @param output after which ends its log is shown
 */
public record Hook(
        Manifest manifest, Set<HookEvent> events, long weight, Set<HookPolicy> deletion, Set<HookPolicy> output) {
    /** What makes an object a hook: a list of events. */
    public static final String ANNOTATION = "helm.sh/hook";

    /** Why a Job or Pod cannot be run again: applying it would change nothing and so run nothing, and pass for done. */
    public static final String STILL_THERE = "it is still there from an earlier run, and its delete policy keeps it;"
            + " delete it, or add before-hook-creation to helm.sh/hook-delete-policy";

    private static final String WEIGHT = "helm.sh/hook-weight";
    private static final String DELETE_POLICY = "helm.sh/hook-delete-policy";
    private static final String OUTPUT_POLICY = "helm.sh/hook-output-log-policy";

    /**
     * The order in which Helm 4 runs the hooks of one event: by weight, then name; only hooks of one name go by kind, and
     * after that by where they are written ({@code pkg/action/hooks.go} sorts stably by weight and name what
     * {@code SortManifests} has sorted by kind; Helm's manual has it as weight, kind, name).
     */
    public static final Comparator<Hook> ORDER = Comparator.<Hook>comparingLong(Hook::weight)
            .thenComparing(hook -> hook.manifest().name())
            .thenComparing(hook -> hook.manifest().type().kind(), HelmKindOrder.INSTALL)
            .thenComparing(hook -> hook.manifest().origin().file())
            .thenComparing(hook -> hook.manifest().origin().document());

    public Hook {
        events = Collections.unmodifiableSet(EnumSet.copyOf(events));
        deletion = Set.copyOf(deletion);
        output = Set.copyOf(output);
    }

    /** @return whether the object carries the annotation, whatever it says */
    public static boolean isHook(Manifest manifest) {
        return Json.at(manifest.json(), "metadata", "annotations").has(ANNOTATION);
    }

    /** @return the hook; empty when any of its events is unknown, which makes Helm leave the object out altogether */
    public static Optional<Hook> of(Manifest manifest) {
        List<Optional<HookEvent>> events =
                words(manifest, ANNOTATION).stream().map(HookEvent::of).toList();
        if (events.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        boolean unsaid = !Json.at(manifest.json(), "metadata", "annotations").has(DELETE_POLICY);
        return Optional.of(new Hook(
                manifest,
                EnumSet.copyOf(events.stream().map(Optional::get).toList()),
                weight(manifest),
                unsaid ? Set.of(HookPolicy.BEFORE_HOOK_CREATION) : policies(manifest, DELETE_POLICY),
                policies(manifest, OUTPUT_POLICY)));
    }

    /** @return the object's identity */
    public ResourceKey key() {
        return manifest.key();
    }

    /** @return whether it is run at the event */
    public boolean isFor(HookEvent event) {
        return events.contains(event);
    }

    /** @return whether it is deleted then; a CustomResourceDefinition never is, for its objects would go with it */
    public boolean isDeleted(HookPolicy when) {
        return deletion.contains(when) && !manifest.type().kind().equals("CustomResourceDefinition");
    }

    /** @return whether it does its work and ends, so that there is an end to wait for */
    public boolean ends() {
        return ends(key());
    }

    /** @return whether a hook of that kind does its work and ends */
    public static boolean ends(ResourceKey key) {
        return key.groupKind().equals("Job.batch") || key.groupKind().equals("Pod");
    }

    /** @return this hook with another form of its object */
    public Hook with(Manifest other) {
        return new Hook(other, events, weight, deletion, output);
    }

    private static long weight(Manifest manifest) {
        try {
            return Long.parseLong(manifest.annotation(WEIGHT));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Policies that Helm does not know are without effect there. */
    private static Set<HookPolicy> policies(Manifest manifest, String annotation) {
        Set<HookPolicy> policies = EnumSet.noneOf(HookPolicy.class);
        for (String word : words(manifest, annotation)) {
            Arrays.stream(HookPolicy.values())
                    .filter(policy -> policy.isMeantBy(word))
                    .forEach(policies::add);
        }
        return policies;
    }

    private static List<String> words(Manifest manifest, String annotation) {
        return Arrays.stream(manifest.annotation(annotation).split(",", -1))
                .map(String::strip)
                .toList();
    }
}
