package io.jenkins.plugins.gitops.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Answers what the one who asks may do: the self subject reviews of {@code authorization.k8s.io}. */
final class AccessReviews {
    private static final String PATH = "/apis/authorization.k8s.io/v1/";
    private static final List<String> VERBS =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    private final Kinds kinds;

    AccessReviews(Kinds kinds) {
        this.kinds = kinds;
    }

    static boolean isReview(String path) {
        return path.startsWith(PATH);
    }

    /** Empty when the path is none of a review. */
    Optional<Answer> answer(Request request, Predicate<Access> rule) {
        if (!isReview(request.path()) || !request.method().equals("POST")) {
            return Optional.empty();
        }
        String plural = request.path().substring(PATH.length());
        Access asks = new Access("create", "authorization.k8s.io", plural, "", "", "");
        if (!rule.test(asks)) {
            throw asks.refusal(kind(plural), "sandbox");
        }
        ObjectNode review = (ObjectNode) Json.parse(request.body());
        switch (plural) {
            case "selfsubjectrulesreviews" -> review.set("status", rules(Json.text(review, "spec", "namespace"), rule));
            case "selfsubjectaccessreviews" ->
                review.putObject("status").put("allowed", rule.test(access(review.at("/spec/resourceAttributes"))));
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(Answer.json(201, review));
    }

    /** A rule of a test may look at names, which cannot be listed: then nothing but names that it never sees is listed. */
    private ObjectNode rules(String namespace, Predicate<Access> rule) {
        ObjectNode status = Json.object();
        ArrayNode rules = status.putArray("resourceRules");
        for (Kind kind : kinds.all()) {
            List<String> allowed = VERBS.stream()
                    .filter(verb -> rule.test(new Access(verb, kind.group(), kind.plural(), "", namespace, "")))
                    .toList();
            if (!allowed.isEmpty()) {
                ObjectNode entry = rules.addObject();
                allowed.forEach(entry.putArray("verbs")::add);
                entry.putArray("apiGroups").add(kind.group());
                entry.putArray("resources").add(kind.plural());
            }
        }
        status.putArray("nonResourceRules");
        return status.put("incomplete", false);
    }

    private static Kind kind(String plural) {
        return new Kind(
                "authorization.k8s.io",
                "v1",
                "",
                plural,
                "",
                false,
                List.of(),
                List.of(),
                null,
                Map.of(),
                Set.of(),
                true,
                true);
    }

    private static Access access(JsonNode attributes) {
        return new Access(
                Json.text(attributes, "verb"),
                Json.text(attributes, "group"),
                Json.text(attributes, "resource"),
                Json.text(attributes, "subresource"),
                Json.text(attributes, "namespace"),
                Json.text(attributes, "name"));
    }
}
