package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One field that differs, already masked.
 *
 * @param path the field as people write it: {@code spec.template.spec.containers[web].image}; an element of a list is
 *     named by its key where the list has one, else by its index
 * @param before the live value; a missing node when the field is new
 * @param after the predicted value; a missing node when the field goes
 * @param managers who else owns the field in the live object, possibly nobody
 * @param since when the last of them has last written to the object; empty when the server does not say
 */
public record FieldDiff(String path, JsonNode before, JsonNode after, List<String> managers, Optional<Instant> since) {

    /** A difference of which nobody knows since when it is there. */
    public FieldDiff(String path, JsonNode before, JsonNode after, List<String> managers) {
        this(path, before, after, managers, Optional.empty());
    }
}
