package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The {@link Seal}s of the last deployment against the live objects, and those that hold now. Safe for threads. */
final class Seals {
    private final Map<ResourceKey, Member> members;
    private final PlanOptions options;
    private final Map<ResourceKey, String> holding = new ConcurrentHashMap<>();

    Seals(Map<ResourceKey, Member> members, PlanOptions options) {
        this.members = members;
        this.options = options;
    }

    /** @return whether the last deployment left exactly this, so that there is nothing to ask the server */
    boolean isAsSealed(Desired desired, ObjectNode live) {
        Member member = members.get(desired.key());
        boolean sealed = member != null
                && !member.seal().isEmpty()
                && member.type().equals(desired.type().kind())
                && member.uid().equals(Json.text(live, "metadata", "uid"))
                && member.seal().equals(Seal.of(desired.manifest(), live, options));
        if (sealed) {
            holding.put(desired.key(), member.seal());
        }
        return sealed;
    }

    /** Seals a live object of which the server has said that it is what is declared. */
    void seal(Desired desired, ObjectNode live) {
        holding.put(desired.key(), Seal.of(desired.manifest(), live, options));
    }

    /** @return the seals of the objects that are what is declared */
    Map<ResourceKey, String> holding() {
        return holding;
    }
}
