package io.jenkins.plugins.gitops.core.manifest;

import java.util.Locale;

/** When Helm deletes a hook, or shows its log: before it is created anew, or after it has ended in one way. */
public enum HookPolicy {
    BEFORE_HOOK_CREATION,
    HOOK_SUCCEEDED,
    HOOK_FAILED;

    /** @return whether the word of an annotation, in any case, is this */
    boolean isMeantBy(String word) {
        return name().toLowerCase(Locale.ROOT).replace('_', '-').equalsIgnoreCase(word);
    }
}
