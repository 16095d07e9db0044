package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.SnapshotStore;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.ManifestDiff;
import io.jenkins.plugins.gitops.core.render.Renderer;
import java.util.List;

/**
 * How two deployments differ in what they have applied, be they of one environment or of two.
 *
 * @param first one deployment
 * @param second the other
 * @param firstImages the images of the first that the second has not
 * @param secondImages the images of the second that the first has not
 * @param objects the objects that differ, masked
 */
public record Comparison(
        Side first, Side second, List<String> firstImages, List<String> secondImages, List<ManifestDiff> objects) {

    /**
     * One deployment.
     *
     * @param target where it is
     * @param deployment which one
     */
    public record Side(Target target, Deployment deployment) {
        /**
         * @param id a deployment's id or the beginning of one; empty for what is deployed now
         * @throws io.jenkins.plugins.gitops.core.GitOpsException when there is none, or several begin so
         */
        public static Side of(ClusterGateway cluster, Target target, String id) {
            History history = History.of(cluster, target);
            return new Side(target, id.isEmpty() ? history.current() : history.rollbackTarget(id));
        }

        private List<Manifest> manifests(ClusterGateway cluster) {
            return new SnapshotStore(cluster).load(target.app(), target.namespace(), deployment.manifests());
        }
    }

    /** @param otherCluster where the second deployment is, perhaps the same */
    public static Comparison of(
            ClusterGateway cluster, Side first, ClusterGateway otherCluster, Side second, FieldRules rules) {
        List<Manifest> before = first.manifests(cluster);
        List<Manifest> after = second.manifests(otherCluster);
        List<String> images = Renderer.images(before);
        List<String> otherImages = Renderer.images(after);
        return new Comparison(
                first,
                second,
                without(images, otherImages),
                without(otherImages, images),
                ManifestDiff.between(
                        before,
                        first.target().namespace(),
                        after,
                        second.target().namespace(),
                        rules));
    }

    /** @return whether both have applied the same */
    public boolean isSame() {
        return objects.isEmpty();
    }

    private static List<String> without(List<String> images, List<String> others) {
        return images.stream().filter(image -> !others.contains(image)).toList();
    }
}
