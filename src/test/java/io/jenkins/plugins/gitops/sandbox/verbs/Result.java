package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a request answers when it is not refused. */
public record Result(int code, ObjectNode body) {

    static Result ok(ObjectNode body) {
        return new Result(200, body);
    }

    static Result created(ObjectNode body) {
        return new Result(201, body);
    }
}
