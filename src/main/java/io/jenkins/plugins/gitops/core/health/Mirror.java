package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import java.util.List;

/**
 * What a watch tells of one kind in one namespace. When the cluster cannot be followed it shows nothing until a new
 * list, so that nothing is judged by what may have passed.
 */
final class Mirror implements TypeWatch.Sink {
    private final Kin kin = new Kin();
    private ClusterException unreadable;

    /** @return what there is; the refusal, or the failure, that hides it is thrown */
    Kin kin() {
        if (unreadable != null) {
            throw unreadable;
        }
        return kin;
    }

    /** @return whether {@link #kin} has an answer */
    boolean isReadable() {
        return unreadable == null;
    }

    @Override
    public void listed(TypeWatch watch, List<ObjectNode> items) {
        kin.clear();
        items.forEach(kin::put);
        unreadable = null;
    }

    @Override
    public void changed(TypeWatch watch, ObjectNode object) {
        kin.put(object);
    }

    @Override
    public void removed(TypeWatch watch, ObjectNode object) {
        kin.remove(object);
    }

    @Override
    public void disturbed(TypeWatch watch, ClusterException cause) {
        unreadable = cause;
        watch.listNext();
    }

    @Override
    public void refused(TypeWatch watch, ClusterException cause) {
        unreadable = cause;
    }
}
