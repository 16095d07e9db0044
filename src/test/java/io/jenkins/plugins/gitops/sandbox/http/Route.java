package io.jenkins.plugins.gitops.sandbox.http;

import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Kinds;
import java.util.List;
import java.util.Optional;

/**
 * What a path means.
 *
 * @param namespace empty for a cluster-wide resource, or for all namespaces
 * @param name empty for a collection
 * @param subresource empty for the object itself
 */
public record Route(Kind kind, String namespace, String name, String subresource) {

    /** Empty when the server serves nothing there. */
    static Optional<Route> of(Kinds kinds, List<String> segments) {
        boolean core = !segments.isEmpty() && segments.get(0).equals("api");
        int prefix = core ? 2 : 3;
        if (segments.size() <= prefix) {
            return Optional.empty();
        }
        String group = core ? "" : segments.get(1);
        String version = segments.get(prefix - 1);
        List<String> rest = segments.subList(prefix, segments.size());
        boolean inNamespace = rest.size() >= 3
                && rest.get(0).equals("namespaces")
                && !(rest.size() == 3 && core && List.of("status", "finalize").contains(rest.get(2)));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> last = inNamespace ? rest.subList(2, rest.size()) : rest;
        if (last.size() > 3) {
            return Optional.empty();
        }
        return kinds.byResource(group, version, last.get(0))
                .filter(kind -> kind.namespaced() || !inNamespace)
                .map(kind -> new Route(
                        kind, namespace, last.size() > 1 ? last.get(1) : "", last.size() > 2 ? last.get(2) : ""))
                .filter(route -> route.subresource().isEmpty() || route.kind().has(route.subresource()))
                .filter(route ->
                        route.name().isEmpty() || inNamespace || !route.kind().namespaced());
    }
}
