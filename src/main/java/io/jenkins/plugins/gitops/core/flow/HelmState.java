package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.HelmOwner;
import io.jenkins.plugins.gitops.core.release.HelmProgram;
import io.jenkins.plugins.gitops.core.release.HelmRelease;
import java.util.List;
import java.util.Optional;

/**
 * What a release is now, told in the words of an inventory, so that everything that plans and guards works on it.
 *
 * @param release the release; empty before its first installation
 * @param manifests what the revision declares that Helm would upgrade from
 * @param inventory its objects and its history
 */
record HelmState(Optional<HelmRelease> release, List<Manifest> manifests, Inventory inventory) {

    /** @return what the next run of Helm is to it */
    Occasion occasion(DeployRequest request) {
        return request.rollback() ? Occasion.ROLLBACK : release.isPresent() ? Occasion.UPGRADE : Occasion.INSTALL;
    }

    static HelmState read(ClusterGateway cluster, HelmProgram helm, Target target, String name) {
        Inventory empty = Inventory.empty(target.app(), target.environment(), target.namespace());
        Optional<HelmRelease> release = helm.find(name);
        if (release.isEmpty()) {
            return new HelmState(release, List.of(), empty);
        }
        List<Deployment> history = HelmHistory.of(helm.history(name));
        List<Manifest> manifests = helm.manifests(name, base(release.get(), history));
        List<Member> members = manifests.isEmpty()
                ? List.of()
                : DesiredSet.prepare(
                                cluster,
                                new HelmOwner(name, target.namespace()),
                                target.namespace(),
                                manifests,
                                FieldRules.NONE)
                        .objects()
                        .stream()
                        .map(object ->
                                new Member(object.key(), object.type().kind().version(), ""))
                        .toList();
        Inventory inventory = new Inventory(
                target.app(),
                target.environment(),
                target.namespace(),
                members,
                history,
                new Inventory.Stored(
                        target.environment(), String.valueOf(release.get().revision()), false),
                Optional.empty());
        return new HelmState(release, manifests, inventory);
    }

    /** Helm takes the last revision that was deployed, or else the last one, as what is there. */
    private static int base(HelmRelease release, List<Deployment> history) {
        return history.stream()
                .filter(deployment -> deployment.state().equals("applied"))
                .findFirst()
                .map(deployment -> Integer.parseInt(deployment.id()))
                .orElse(release.revision());
    }
}
