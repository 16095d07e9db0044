package io.jenkins.plugins.gitops.core.fields;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.List;

/** Points at fields of some objects. */
public interface FieldSelector {

    /** @return whether the selector is about the object at all */
    boolean matches(ResourceKey key);

    /** @return the fields of one object that it points at and that are there, in the object's order */
    List<JsonPointer> select(JsonNode object);

    /** @return the selector in words, the same for the same selector in every run */
    @Override
    String toString();
}
