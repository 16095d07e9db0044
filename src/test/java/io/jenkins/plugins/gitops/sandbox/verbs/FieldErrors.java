package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Errors.Cause;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an object, in the words of apimachinery's {@code field.Error}. */
final class FieldErrors {

    private final List<Cause> causes = new ArrayList<>();

    void invalid(String field, JsonNode value, String why) {
        causes.add(new Cause("FieldValueInvalid", "Invalid value: " + Json.write(value) + ": " + why, field));
    }

    void wrongType(String field, String got, String why) {
        causes.add(new Cause(
                "FieldValueTypeInvalid", "Invalid value: \"" + got + "\": " + why + ": \"" + got + "\"", field));
    }

    void required(String field, String why) {
        causes.add(new Cause("FieldValueRequired", "Required value" + (why.isEmpty() ? "" : ": " + why), field));
    }

    void forbidden(String field, String why) {
        causes.add(new Cause("FieldValueForbidden", "Forbidden: " + why, field));
    }

    void duplicate(String field, JsonNode value) {
        causes.add(new Cause("FieldValueDuplicate", "Duplicate value: " + Json.write(value), field));
    }

    void tooLong(String field, int limit) {
        causes.add(new Cause("FieldValueTooLong", "Too long: may not be more than " + limit + " bytes", field));
    }

    void unsupported(String field, JsonNode value, String... supported) {
        causes.add(new Cause(
                "FieldValueNotSupported",
                "Unsupported value: " + Json.write(value) + ": supported values: \"" + String.join("\", \"", supported)
                        + "\"",
                field));
    }

    void immutable(String field, JsonNode before, JsonNode after) {
        if (!Json.same(before, after)) {
            invalid(field, after, "field is immutable");
        }
    }

    void throwIfAny(Kind kind, String name) {
        if (!causes.isEmpty()) {
            throw Errors.invalid(kind, name, causes);
        }
    }
}
