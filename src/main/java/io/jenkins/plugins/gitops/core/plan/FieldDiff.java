package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One field that differs, already masked.
 *
 * @param path the field as people write it: {@code spec.template.spec.containers[web].image}; an element of a list is
 *     named by its key where the list has one, else by its index
 * @param before the live value; a missing node when the field is new
 * @param after the predicted value; a missing node when the field goes
 * @param managers who else owns the field in the live object, possibly nobody
 */
public record FieldDiff(String path, JsonNode before, JsonNode after, List<String> managers) {}
