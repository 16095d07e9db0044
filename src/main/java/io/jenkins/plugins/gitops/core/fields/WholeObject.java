package io.jenkins.plugins.gitops.core.fields;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.List;

/** All fields of some objects, for a rule that chooses them by their managers. */
record WholeObject(ObjectPattern objects) implements FieldSelector {
    @Override
    public boolean matches(ResourceKey key) {
        return objects.matches(key);
    }

    @Override
    public List<JsonPointer> select(JsonNode object) {
        return List.of(JsonPointer.empty());
    }

    @Override
    public String toString() {
        return objects.toString();
    }
}
