package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.apply.LockOptions;
import io.jenkins.plugins.gitops.core.apply.Waits;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to deploy and how. Both front doors, step and builder, and the command line fill this.
 *
 * @param target where to
 * @param kind what it is; a dry run plans only
 * @param rollback whether it goes back to what an earlier deployment applied
 * @param manifests what the source declares
 * @param hooks Helm hooks of the source, which are run and are no part of the deployed set
 * @param commit the commit it was rendered at; empty when it was not in Git
 * @param source facts about the source for the record: {@code type}, {@code path}, {@code tool}, {@code images}
 * @param planning how to plan
 * @param pruneLimit how many objects may be pruned at once
 * @param agreed the plan that was agreed to: no other is carried out
 * @param allowOlder whether a commit may be deployed that is an ancestor of what is deployed
 * @param unknownCommit what to do when that cannot be told
 * @param after the id of the deployment that must still be the app's newest; empty for any
 * @param former the names that app and environment had before
 * @param waits how long to wait for what was done
 * @param lock how long to wait for another deployment
 * @param actor who or what deploys: {@code name@host}, or the build
 * @param reason why, when someone said so
 */
public record DeployRequest(
        Target target,
        Kind kind,
        boolean rollback,
        List<Manifest> manifests,
        List<Manifest> hooks,
        Optional<Commit> commit,
        Map<String, JsonNode> source,
        PlanOptions planning,
        PruneLimit pruneLimit,
        AgreedPlan agreed,
        boolean allowOlder,
        UnknownCommit unknownCommit,
        String after,
        Former former,
        Waits waits,
        LockOptions lock,
        String actor,
        String reason) {
    public DeployRequest {
        manifests = List.copyOf(manifests);
        hooks = List.copyOf(hooks);
        source = Collections.unmodifiableMap(new LinkedHashMap<>(source)); // in the order given
    }

    /** @return manifests and hooks */
    List<Manifest> declared() {
        return Stream.concat(manifests.stream(), hooks.stream()).toList();
    }

    /** @return what this deployment is to Helm */
    Occasion occasion(Inventory inventory) {
        return rollback ? Occasion.ROLLBACK : planning.consent().occasion(inventory);
    }

    /** @return a request that deploys nothing yet, with what is right for nearly everybody */
    public static DeployRequestBuilder to(Target target) {
        return new DeployRequestBuilder(target);
    }

    /** @return a builder that starts from this request */
    public DeployRequestBuilder but() {
        return new DeployRequestBuilder(this);
    }
}
