package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What helps against a trouble. Errors of our own say it themselves; this knows the words of the kubelet, the scheduler
 * and the API server, which do not.
 *
 * @param text one sentence, or empty when the reason says enough
 * @param command what to run to see more, or empty when the object's name is not fit for a shell
 */
record Advice(String text, String command) {
    private static final Pattern SAFE_KIND = Pattern.compile("[A-Za-z0-9]+(\\.[a-z0-9.-]+)?");
    private static final Pattern SAFE_NAME = Pattern.compile("[a-z0-9][a-z0-9.:-]*");
    private static final Pattern POD = Pattern.compile("\\bPod ([a-z0-9][a-z0-9.-]*): ");

    /** The first that is found in a reason counts. */
    private static final List<Known> KNOWN = List.of(
            known("InvalidImageName", "The name of the image is no valid one: correct it in the manifest."),
            known("ErrImageNeverPull", "The image must be on the node already, or imagePullPolicy must allow a pull."),
            known(
                    "ImagePullBackOff|ErrImagePull",
                    "Check that the image and its tag exist, and that the Pod may pull it (imagePullSecrets)."),
            known(
                    "OOMKilled",
                    "The container took more memory than its limit: raise resources.limits.memory, or find what takes it."),
            new Known(
                    Pattern.compile("CrashLoopBackOff|\\bcrashes: "),
                    "The container ends by itself: read what it wrote last.",
                    true),
            known(
                    "CreateContainerConfigError",
                    "The container refers to something that is missing: look for the ConfigMap, Secret or key that is named."),
            known(
                    "no node takes it|Unschedulable",
                    "No node fits: compare the Pod's requests, selectors and tolerations with the nodes."),
            known("exceeded quota", "The namespace has no room left: lower the requests, or have its quota raised."),
            known(
                    "admission webhook",
                    "A policy of the cluster refused it: change the manifest as the policy says, or ask who runs it."),
            known(
                    "(?i)readiness probe|not ready",
                    "It runs, but says that it is not ready: see whether the readiness probe asks the right port and path."));

    private record Known(Pattern reason, String advice, boolean log) {}

    private static Known known(String reason, String advice) {
        return new Known(Pattern.compile(reason), advice, false);
    }

    /** @return what helps the object, which is in trouble */
    static Advice on(ObjectView object) {
        String reason = FirstCheck.reason(object);
        for (Known known : KNOWN) {
            if (known.reason.matcher(reason).find()) {
                return new Advice(known.advice, known.log ? log(object.key(), reason) : describe(object.key()));
            }
        }
        if (object.group() == ObjectView.Group.FAILED) {
            return new Advice("", "");
        }
        if (object.health().equals(Label.NONE)) {
            return new Advice("Take the fields out of the source, or take them over on purpose.", "");
        }
        return switch (object.health().word()) {
            case "missing" -> new Advice("Something has deleted it: find out what, then deploy again.", "");
            case "progressing" ->
                new Advice(
                        "It was not ready in time: its events may say why; if it only needs longer, raise the timeout.",
                        describe(object.key()));
            default -> new Advice("Its conditions and events say more.", describe(object.key()));
        };
    }

    private static String log(ResourceKey key, String reason) {
        Matcher pod = POD.matcher(reason);
        boolean known = pod.find() && SAFE_NAME.matcher(key.namespace()).matches();
        return known
                ? "kubectl -n " + key.namespace() + " logs " + pod.group(1) + " --all-containers --previous"
                : describe(key);
    }

    private static String describe(ResourceKey key) {
        boolean fit = SAFE_KIND.matcher(key.groupKind()).matches()
                && SAFE_NAME.matcher(key.name()).matches()
                && (key.namespace().isEmpty()
                        || SAFE_NAME.matcher(key.namespace()).matches());
        String namespace = key.namespace().isEmpty() ? "" : " -n " + key.namespace();
        return fit
                ? "kubectl" + namespace + " describe " + key.groupKind().toLowerCase(Locale.ROOT) + " " + key.name()
                : "";
    }
}
