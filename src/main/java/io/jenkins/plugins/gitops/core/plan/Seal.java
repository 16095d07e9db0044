package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.FieldStep;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * One short hash over what was declared and what has become of it: the manifest, its manager's entry in
 * {@code managedFields}, and the live values at the fields which that entry names. While it stays the same, applying the
 * manifest again would change nothing, and nobody has to ask the server. The entry alone is not enough:
 * {@code kubectl scale} changes a value and leaves the entry as it was on servers before 1.21.
 *
 * <p>Of fields whose differences are ignored the hash holds only the rules: it holds while they are the same.
 *
 * <p>Of a Secret's values and of other sensitive ones the hash holds nothing: that they are the declared ones is a
 * condition of the seal.
 */
public final class Seal {
    /** 128 bits: there are 10,000 of them in a large inventory, and random bytes do not compress. */
    private static final int BYTES = 16;

    private Seal() {}

    /**
     * @param declared the manifest as it was or would be sent
     * @param live the object that the server holds
     * @param options by which manager it was applied, and which fields are sensitive or ignored
     * @return the seal, 22 characters; empty when there can be none
     */
    public static String of(Manifest declared, JsonNode live, PlanOptions options) {
        FieldRules rules = options.fields();
        JsonNode entry = Owners.applied(live, options.manager());
        if (entry.isMissingNode() || !SensitiveValues.areLive(declared.json(), live, rules)) {
            return "";
        }
        ObjectNode seen = Json.object();
        JsonNode bare = SensitiveValues.without(declared.json(), rules);
        JsonNode there = SensitiveValues.without(live, rules);
        Ignored ignored = Ignored.of(rules, declared.key());
        if (ignored.isEmpty()) {
            return of(seen, bare, there, entry);
        }
        ArrayNode words = seen.putArray("ignored");
        ignored.words().forEach(words::add);
        return of(seen, ignored.sent(bare, live), ignored.without(there, live), ignored.without(entry, live, live));
    }

    private static String of(ObjectNode seen, JsonNode declared, JsonNode live, JsonNode entry) {
        seen.put("declared", Digest.of(declared));
        seen.set("fields", entry);
        seen.set("values", project(entry, live));
        byte[] hash = Digest.sha256(Json.canonical(seen));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }

    /** The values at the fields that a set names, in a tree of the set's own shape. */
    private static JsonNode project(JsonNode fields, JsonNode live) {
        ObjectNode values = Json.object();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!field.getKey().equals(".")) { // the container itself: what is in it is named beside this
                JsonNode value = at(field.getKey(), live);
                values.set(field.getKey(), field.getValue().isEmpty() ? value : project(field.getValue(), value));
            }
        }
        return values;
    }

    private static JsonNode at(String step, JsonNode live) {
        JsonNode value = FieldStep.in(live, step);
        return value.isMissingNode() ? Json.MAPPER.nullNode() : value;
    }
}
