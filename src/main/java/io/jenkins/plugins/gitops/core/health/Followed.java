package io.jenkins.plugins.gitops.core.health;

import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import java.util.HashMap;
import java.util.Map;

/**
 * What lies around the targets: each kind in each namespace is listed when it is first asked for, and followed from
 * there on, so that further questions cost nothing.
 */
final class Followed implements Kin.Source {
    private final ClusterGateway gateway;
    private final Watches watches;
    private final Map<Place, Mirror> mirrors = new HashMap<>();

    private record Place(String namespace, GroupVersionKind kind) {}

    Followed(ClusterGateway gateway, Watches watches) {
        this.gateway = gateway;
        this.watches = watches;
    }

    @Override
    public Kin in(String namespace, GroupVersionKind kind) {
        return mirrors.computeIfAbsent(new Place(namespace, kind), this::follow).kin();
    }

    /** @return the same for a last look: what is not followed, or may not be, is listed, once */
    Kin.Source orListed() {
        Map<Place, Kin> listed = new HashMap<>();
        return (namespace, kind) -> {
            Place place = new Place(namespace, kind);
            Mirror mirror = mirrors.get(place);
            return mirror != null && mirror.isReadable() ? mirror.kin() : listed.computeIfAbsent(place, this::list);
        };
    }

    private Mirror follow(Place place) {
        Mirror mirror = new Mirror();
        gateway.type(place.kind())
                .ifPresent(
                        type -> watches.add(type, place.namespace(), "", mirror).maintain());
        return mirror;
    }

    private Kin list(Place place) {
        Kin kin = new Kin();
        gateway.type(place.kind())
                .ifPresent(type ->
                        gateway.list(type, place.namespace(), "").items().forEach(kin::put));
        return kin;
    }
}
