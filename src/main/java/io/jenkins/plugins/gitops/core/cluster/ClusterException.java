package io.jenkins.plugins.gitops.core.cluster;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.List;

/** A request to the cluster that did not succeed, told apart by what can be done about it. */
public class ClusterException extends GitOpsException {
    private static final long serialVersionUID = 1L;

    /** What kind of refusal or failure it was. */
    public enum Reason {
        /** No connection, TLS failure, connection broken after all retries. */
        UNREACHABLE,
        /** 401. */
        UNAUTHORIZED,
        /** 403. */
        FORBIDDEN,
        /** 404: the object, its namespace or its type is not there. */
        NOT_FOUND,
        /** 409 on create. */
        ALREADY_EXISTS,
        /** 409 with field manager causes: others own fields that this apply sets. */
        FIELD_CONFLICT,
        /** 409 of any other kind: the object has moved on, has another UID, or is being deleted. */
        CONFLICT,
        /** 422, and 400 with a message about the object: the server does not accept what was sent. */
        INVALID,
        /** 410: the resource version or the page token is too old. */
        GONE,
        /** 429 after all retries. */
        TOO_MANY_REQUESTS,
        /** 5xx after all retries, or an answer that cannot be understood. */
        SERVER,
        /** The calling thread was interrupted. */
        INTERRUPTED
    }

    /**
     * One cause that the server names.
     *
     * @param type the machine word, such as {@code FieldManagerConflict} or {@code FieldValueInvalid}
     * @param field the field, such as {@code .spec.replicas}
     * @param message the server's words
     */
    public record Cause(String type, String field, String message) implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
    }

    private final Reason reason;
    private final int code;
    private final List<Cause> causes;

    /**
     * @param reason what kind of failure
     * @param code the HTTP status, 0 when there was no answer
     * @param message for the reader
     * @param causes the causes in the server's {@code Status}, possibly none
     */
    public ClusterException(Reason reason, int code, String message, List<Cause> causes) {
        super(message);
        this.reason = reason;
        this.code = code;
        this.causes = List.copyOf(causes);
    }

    /** A failure without an answer from the server. */
    public ClusterException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.code = 0;
        this.causes = List.of();
    }

    /** @return what kind of failure */
    public Reason reason() {
        return reason;
    }

    /** @return the HTTP status, 0 when there was no answer */
    public int code() {
        return code;
    }

    /** @return the causes that the server named, possibly none */
    public List<Cause> causes() {
        return causes;
    }
}
