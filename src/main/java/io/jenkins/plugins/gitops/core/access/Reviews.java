package io.jenkins.plugins.gitops.core.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.Parallel;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks the API server what the credential may do: all rules of a namespace at once, and single questions only about what
 * they do not grant, since rules leave out objects of the whole cluster and authorizers other than RBAC.
 */
public final class Reviews {
    private static final String API_VERSION = "authorization.k8s.io/v1";

    private final ClusterGateway cluster;

    public Reviews(ClusterGateway cluster) {
        this.cluster = cluster;
    }

    /**
     * One request for each namespace; what is not granted then costs one more for each verb and kind in a namespace, and
     * only where that is refused, one for each object.
     *
     * @return what is not allowed, in the order given
     * @throws ClusterException when the server does not answer such questions
     */
    public List<Permission> denied(Collection<Permission> wanted) {
        List<String> namespaces = wanted.stream()
                .map(Permission::namespace)
                .filter(namespace -> !namespace.isEmpty())
                .distinct()
                .toList();
        Map<String, Rules> rules = answers(namespaces, this::rules);
        List<Permission> open = wanted.stream()
                .filter(permission ->
                        !rules.getOrDefault(permission.namespace(), Rules.NONE).grant(permission))
                .toList();
        List<Permission> refused = refused(open, Permission::withoutName);
        List<Permission> named = refused.stream()
                .filter(permission -> !permission.name().isEmpty())
                .toList();
        Set<Permission> denied = new HashSet<>(refused);
        denied.removeAll(new HashSet<>(named));
        denied.addAll(refused(named, permission -> permission));
        return refused.stream().filter(denied::contains).toList();
    }

    private List<Permission> refused(List<Permission> open, Function<Permission, Permission> question) {
        Map<Permission, Boolean> answers =
                answers(open.stream().map(question).distinct().toList(), this::isAllowed);
        return open.stream()
                .filter(permission -> !answers.get(question.apply(permission)))
                .toList();
    }

    private static <Q, A> Map<Q, A> answers(List<Q> questions, Function<Q, A> ask) {
        List<A> answers = new ArrayList<>(Parallel.map(questions, ask));
        Map<Q, A> map = new HashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            map.put(questions.get(i), answers.get(i));
        }
        return map;
    }

    private Rules rules(String namespace) {
        ObjectNode review = review("SelfSubjectRulesReview");
        review.putObject("spec").put("namespace", namespace);
        try {
            return Rules.of(cluster.create(type("SelfSubjectRulesReview"), review));
        } catch (ClusterException e) {
            if (e.reason() == Reason.FORBIDDEN || e.reason() == Reason.NOT_FOUND) {
                return Rules.NONE; // The single questions may be allowed.
            }
            throw e;
        }
    }

    private boolean isAllowed(Permission permission) {
        ObjectNode review = review("SelfSubjectAccessReview");
        review.withObject("/spec/resourceAttributes")
                .put("verb", permission.verb())
                .put("group", permission.type().kind().group())
                .put("resource", permission.type().plural())
                .put("namespace", permission.namespace())
                .put("name", permission.name());
        ObjectNode answer = cluster.create(type("SelfSubjectAccessReview"), review);
        return Json.at(answer, "status", "allowed").asBoolean();
    }

    private static ObjectNode review(String kind) {
        return Json.object().put("apiVersion", API_VERSION).put("kind", kind);
    }

    private static ResourceType type(String kind) {
        String plural = kind.toLowerCase(Locale.ROOT) + "s";
        return new ResourceType(GroupVersionKind.of(API_VERSION, kind), plural, false);
    }
}
