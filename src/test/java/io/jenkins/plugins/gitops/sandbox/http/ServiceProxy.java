package io.jenkins.plugins.gitops.sandbox.http;

import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.verbs.ApiServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** {@code services/NAME/proxy}: answers that tests have given, and the server's own where there is no such Service. */
public final class ServiceProxy {
    private final ApiServer api;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    ServiceProxy(ApiServer api) {
        this.api = api;
    }

    /** @param service as in the path: {@code web:8080}, {@code https:web:8443} */
    public void answer(String namespace, String service, String path, int code, String text) {
        answers.put(namespace + "/" + service + path, Answer.text(code, text));
    }

    Optional<Answer> answer(Request request, Predicate<Access> rule) {
        List<String> path = request.segments();
        boolean mine = path.size() >= 7
                && request.path().startsWith("/api/v1/namespaces/")
                && path.get(4).equals("services")
                && path.get(6).equals("proxy");
        if (!mine) {
            return Optional.empty();
        }
        String namespace = path.get(3);
        String[] parts = path.get(5).split(":");
        String name = parts.length == 3 ? parts[1] : parts[0];
        Kind kind = api.cluster().kinds().require("v1", "Service");
        Access access = new Access("get", "", "services", "proxy", namespace, path.get(5));
        if (!rule.test(access)) {
            throw access.refusal(kind, "sandbox");
        }
        api.get(kind, "", namespace, name);
        String rest = request.path().substring(request.path().indexOf("/proxy") + "/proxy".length());
        Answer answer = answers.get(namespace + "/" + path.get(5) + rest);
        if (answer == null) {
            throw Errors.of(503, "ServiceUnavailable", "no endpoints available for service \"" + name + "\"", null);
        }
        return Optional.of(answer);
    }
}
