package io.jenkins.plugins.gitops.sandbox.http;

import io.jenkins.plugins.gitops.sandbox.api.ApiException;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import java.util.List;

/** What a request wants to do, as authorization sees it: the argument of a rule that tests give to the sandbox. */
public record Access(String verb, String group, String resource, String subresource, String namespace, String name) {

    static Access of(String verb, Route route) {
        Kind kind = route.kind();
        return new Access(verb, kind.group(), kind.plural(), route.subresource(), route.namespace(), route.name());
    }

    static String verb(Request request, Route route) {
        return switch (request.method()) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> route.name().isEmpty() ? "deletecollection" : "delete";
            default -> request.isWatch() ? "watch" : route.name().isEmpty() ? "list" : "get";
        };
    }

    ApiException refusal(Kind kind, String user) {
        String what = subresource.isEmpty() ? resource : resource + "/" + subresource;
        String why = "User \"" + user + "\" cannot " + verb + " resource \"" + what + "\" in API group \"" + group
                + "\" " + (namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"");
        return Errors.forbidden(kind, name, why, List.of());
    }
}
