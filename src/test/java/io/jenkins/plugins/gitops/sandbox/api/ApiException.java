package io.jenkins.plugins.gitops.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that the server refuses; carries the {@code Status} object of the answer. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient ObjectNode status;

    ApiException(int code, ObjectNode status) {
        super(Json.text(status, "message"));
        this.code = code;
        this.status = status;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return Json.text(status, "reason");
    }

    /** The body of the answer. */
    public ObjectNode status() {
        return status;
    }
}
