package io.jenkins.plugins.gitops.core.fields;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.List;

/** One field by its JSON pointer (RFC 6901). */
record PointerSelector(ObjectPattern objects, JsonPointer pointer) implements FieldSelector {
    /** @throws IllegalArgumentException when the text is no pointer */
    static PointerSelector of(ObjectPattern objects, String pointer) {
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException("\"" + pointer + "\" is not a JSON pointer: it begins with /,"
                    + " as in /spec/replicas, and a / in a name is written ~1");
        }
        return new PointerSelector(objects, JsonPointer.compile(pointer));
    }

    @Override
    public boolean matches(ResourceKey key) {
        return objects.matches(key);
    }

    @Override
    public List<JsonPointer> select(JsonNode object) {
        return object.at(pointer).isMissingNode() ? List.of() : List.of(pointer);
    }

    @Override
    public String toString() {
        return objects + ":" + pointer;
    }
}
