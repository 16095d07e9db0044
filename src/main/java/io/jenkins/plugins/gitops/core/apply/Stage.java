package io.jenkins.plugins.gitops.core.apply;

import io.jenkins.plugins.gitops.core.manifest.ApplyOrder;
import io.jenkins.plugins.gitops.core.manifest.Wave;
import io.jenkins.plugins.gitops.core.plan.Desired;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects of one kind and wave that are applied at the same time, after all stages before it.
 *
 * @param objects the objects
 * @param wave their wave
 * @param definitions whether they are CRDs or namespaces, which the next stage needs to be established
 */
record Stage(List<Desired> objects, int wave, boolean definitions) {

    /** @return the objects, which are in the order of their application, cut into stages */
    static List<Stage> of(List<Desired> ordered) {
        List<Stage> stages = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= ordered.size(); i++) {
            Desired first = ordered.get(from);
            if (i == ordered.size() || !belongTogether(first, ordered.get(i))) {
                boolean definitions = ApplyOrder.stage(first.type().kind()) == ApplyOrder.DEFINITIONS;
                stages.add(new Stage(ordered.subList(from, i), wave(first), definitions));
                from = i;
            }
        }
        return stages;
    }

    private static boolean belongTogether(Desired one, Desired other) {
        return wave(one) == wave(other)
                && one.key().groupKind().equals(other.key().groupKind());
    }

    private static int wave(Desired object) {
        return Wave.of(object.manifest().json());
    }
}
