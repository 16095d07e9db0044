package io.jenkins.plugins.gitops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Cause;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;

/** Turns an answer that is no success into a {@link ClusterException} that says what can be done about it. */
final class Failures {
    private static final int LONGEST_MESSAGE = 2_000;

    private Failures() {}

    /**
     * @param reply the answer
     * @param what what was tried, for the reader: {@code apply Deployment.apps/web in prod}
     * @param secret whether the request was about a Secret: the server may repeat what it was sent, so its own words
     *     stay out of the message (GHSA-274v-mgcv-cm8j is what happens otherwise)
     */
    static ClusterException of(Reply reply, String what, boolean secret) {
        JsonNode status = reply.json();
        List<Cause> causes = Json.elements(status, "details", "causes")
                .map(cause -> new Cause(
                        Json.text(cause, "reason"),
                        Json.text(cause, "field"),
                        secret && !"FieldManagerConflict".equals(Json.text(cause, "reason"))
                                ? withheld(Json.text(cause, "message"))
                                : clean(Json.text(cause, "message"))))
                .toList();
        Reason reason =
                reply.isAboutTheObject() ? Reason.INVALID : reason(reply.code(), Json.text(status, "reason"), causes);
        String words = clean(Json.text(status, "message"));
        if (secret && reason == Reason.INVALID) {
            words = "the server does not accept the Secret"
                    + (words.contains("illegal base64 data") ? ": a value under data is no base64; see stringData" : "")
                    + (causes.isEmpty()
                            ? ""
                            : "; fields: "
                                    + String.join(
                                            ", ",
                                            causes.stream().map(Cause::field).toList()));
        } else if (words.isEmpty()) {
            words = foreign(reply);
        }
        String hint = hint(reason);
        return new ClusterException(
                reason, reply.code(), "cannot " + what + ": " + words + hint + retryAfter(reply), causes);
    }

    private static Reason reason(int code, String word, List<Cause> causes) {
        return switch (code) {
            case 400, 405, 413, 415, 422 -> Reason.INVALID;
            case 401 -> Reason.UNAUTHORIZED;
            case 403 -> Reason.FORBIDDEN;
            case 404 -> Reason.NOT_FOUND;
            case 409 ->
                "AlreadyExists".equals(word)
                        ? Reason.ALREADY_EXISTS
                        : causes.stream().anyMatch(cause -> "FieldManagerConflict".equals(cause.type()))
                                ? Reason.FIELD_CONFLICT
                                : Reason.CONFLICT;
            case 410 -> Reason.GONE;
            case 429 -> Reason.TOO_MANY_REQUESTS;
            default -> Reason.SERVER;
        };
    }

    /** Nothing of the server's words about a Secret but whether the field can be changed at all. */
    private static String withheld(String message) {
        return message.contains("field is immutable") ? "field is immutable" : "(withheld: the object is a Secret)";
    }

    private static String hint(Reason reason) {
        return switch (reason) {
            case UNAUTHORIZED -> " (HTTP 401: the credentials are missing, wrong or expired)";
            case FORBIDDEN -> " (HTTP 403: the credentials lack this permission)";
            default -> "";
        };
    }

    private static String retryAfter(Reply reply) {
        return reply.retryAfter().isZero()
                ? ""
                : " (it asks to come back after " + reply.retryAfter().toSeconds() + " s)";
    }

    /** What is no Status was not sent by an API server: a proxy's page helps nobody. */
    private static String foreign(Reply reply) {
        String line = clean(reply.text());
        return line.isEmpty()
                ? "HTTP " + reply.code()
                : line.startsWith("<") ? "HTTP " + reply.code() + " with a page that no API server sends" : line;
    }

    /** Keeps one readable line of what a server sent, whatever it sent. */
    private static String clean(String text) {
        String beginning = text.length() <= 2 * LONGEST_MESSAGE ? text : text.substring(0, 2 * LONGEST_MESSAGE);
        String line = beginning.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
