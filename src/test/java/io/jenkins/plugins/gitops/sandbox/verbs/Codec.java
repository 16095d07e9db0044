package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.fields.FieldManager;
import io.jenkins.plugins.gitops.sandbox.fields.FieldSet;
import io.jenkins.plugins.gitops.sandbox.schema.Decoder;
import io.jenkins.plugins.gitops.sandbox.schema.Defaults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** From what a client sends to what the server holds, and what field management needs to know of a kind. */
final class Codec {

    private Codec() {}

    /** The object read into its type, with defaults; paths that the type does not have go to {@code unknown}. */
    static ObjectNode decode(Kind kind, JsonNode sent, List<String> unknown) {
        ObjectNode out = Decoder.decode(kind.type(), sent, kind.builtin(), unknown);
        out.put("apiVersion", kind.apiVersion());
        out.put("kind", kind.name());
        if (kind.builtin()) {
            ConditionalDefaults.fill(kind, out);
        } else {
            Defaults.fill(kind.type(), out);
        }
        if (kind.is("", "Secret")) {
            foldStringData(out);
        }
        return out;
    }

    /** What the server prints for an object of which nothing is known. */
    static ObjectNode blank(Kind kind) {
        ObjectNode out =
                kind.builtin() ? Decoder.decode(kind.type(), Json.object(), true, new ArrayList<>()) : Json.object();
        out.put("apiVersion", kind.apiVersion());
        out.put("kind", kind.name());
        return out;
    }

    static FieldManager fields(Kind kind, String subresource) {
        FieldSet ignored = new FieldSet();
        if (subresource.equals("status")) {
            ignored = FieldSet.of("spec");
            if (kind.is("apps", "Deployment")) {
                ignored = ignored.union(FieldSet.of("metadata", "labels"));
            } else if (!kind.builtin()) {
                ignored = ignored.union(FieldSet.of("metadata"));
            }
        } else if (kind.has("status")) {
            ignored = FieldSet.of("status");
        }
        return new FieldManager(kind.type(), kind.apiVersion(), subresource, ignored, blank(kind), kind.builtin());
    }

    // The conversion to the internal Secret has no stringData any more.
    private static void foldStringData(ObjectNode secret) {
        JsonNode plain = secret.remove("stringData");
        if (plain == null) {
            return;
        }
        ObjectNode data = Json.child(secret, "data");
        plain.properties()
                .forEach(entry -> data.set(
                        entry.getKey(),
                        JsonNodeFactory.instance.textNode(Base64.getEncoder()
                                .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.UTF_8)))));
    }
}
