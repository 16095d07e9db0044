package io.jenkins.plugins.gitops.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.ApiException;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole response. */
record Answer(int code, String contentType, Map<String, List<String>> headers, byte[] body) {

    static Answer json(int code, JsonNode body) {
        return of(code, "application/json", Json.write(body));
    }

    static Answer text(int code, String body) {
        return of(code, "text/plain; charset=utf-8", body);
    }

    static Answer of(int code, String contentType, String body) {
        return new Answer(code, contentType, new LinkedHashMap<>(), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer refusal(ApiException e) {
        return json(e.code(), e.status());
    }

    Answer with(String header, List<String> values) {
        if (!values.isEmpty()) {
            headers.put(header, values);
        }
        return this;
    }
}
