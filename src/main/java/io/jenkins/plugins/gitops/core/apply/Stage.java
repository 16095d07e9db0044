package io.jenkins.plugins.gitops.core.apply;

import io.jenkins.plugins.gitops.core.manifest.ApplyOrder;
import io.jenkins.plugins.gitops.core.plan.Desired;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects of one kind that are applied at the same time, after all stages before it.
 *
 * @param objects the objects
 * @param waits whether the next stage needs them to be established: CRDs and namespaces
 */
record Stage(List<Desired> objects, boolean waits) {

    /** @return the objects, which are in the order of their application, cut into stages */
    static List<Stage> of(List<Desired> ordered) {
        List<Stage> stages = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= ordered.size(); i++) {
            if (i == ordered.size() || !sameKind(ordered.get(from), ordered.get(i))) {
                boolean definitions = ApplyOrder.stage(ordered.get(from).type().kind()) == ApplyOrder.DEFINITIONS;
                stages.add(new Stage(ordered.subList(from, i), definitions));
                from = i;
            }
        }
        return stages;
    }

    private static boolean sameKind(Desired one, Desired other) {
        return one.key().groupKind().equals(other.key().groupKind());
    }
}
