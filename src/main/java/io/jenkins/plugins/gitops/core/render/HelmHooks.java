package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.HookEvent;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Helm hooks of a source.
 *
 * @param hooks what is run at some event, in Helm's order
 * @param warnings what will not be run, and why
 */
record HelmHooks(List<Manifest> hooks, List<String> warnings) {
    private static final Set<HookEvent> UNINSTALL = EnumSet.of(HookEvent.PRE_DELETE, HookEvent.POST_DELETE);

    /** Separates the hooks from everything else that was rendered. */
    static HelmHooks of(List<Manifest> rendered) {
        List<Hook> hooks = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Manifest manifest : rendered.stream().filter(Hook::isHook).toList()) {
            Optional<Hook> hook = Hook.of(manifest);
            hook.ifPresentOrElse(hooks::add, () -> warnings.add(unknown(manifest)));
            if (hook.filter(known -> UNINSTALL.containsAll(known.events())).isPresent()) {
                warnings.add(manifest.origin() + ": " + manifest.key().shortName() + " ("
                        + manifest.annotation(Hook.ANNOTATION) + ") is not run: an app is never uninstalled here");
            }
        }
        return new HelmHooks(
                hooks.stream().sorted(Hook.ORDER).map(Hook::manifest).toList(), warnings);
    }

    private static String unknown(Manifest manifest) {
        return manifest.origin() + ": " + manifest.key().shortName() + " is neither applied nor run, as Helm leaves it"
                + " out: \"" + manifest.annotation(Hook.ANNOTATION) + "\" in " + Hook.ANNOTATION
                + " names an event that Helm does not know";
    }
}
