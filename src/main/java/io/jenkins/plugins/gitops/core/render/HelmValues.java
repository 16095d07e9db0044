package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The values of a chart. What comes later in this list wins, as with Helm's own options.
 *
 * @param files values files in their order, relative to the source directory, or else to the chart
 * @param inline values in YAML; empty for none
 * @param set single values, as {@code --set} takes them
 * @param setString single values that stay text whatever they look like
 * @param setFile single values whose text is the content of a file in the source directory
 */
public record HelmValues(
        List<String> files,
        String inline,
        Map<String, String> set,
        Map<String, String> setString,
        Map<String, String> setFile)
        implements Serializable {
    /** The chart's own values. */
    public static final HelmValues NONE = new HelmValues(List.of(), "", Map.of(), Map.of(), Map.of());

    public HelmValues {
        files = List.copyOf(files);
        set = Map.copyOf(set);
        setString = Map.copyOf(setString);
        setFile = Map.copyOf(setFile);
    }

    /** @return whether they leave the chart's own as they are */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * @param below values that these win over
     * @return both together
     * @throws GitOpsException when inline values are no map
     */
    public HelmValues over(HelmValues below) {
        return new HelmValues(
                Layered.lists(below.files, files),
                inline.isBlank() || below.inline.isBlank()
                        ? below.inline + inline
                        : Json.write(merge(map(below.inline), map(inline))),
                Layered.maps(below.set, set),
                Layered.maps(below.setString, setString),
                Layered.maps(below.setFile, setFile));
    }

    /**
     * @param inline values in YAML
     * @return what they say
     * @throws GitOpsException when they are no map
     */
    public static ObjectNode map(String inline) {
        if (ManifestReader.readDocument(inline, "values") instanceof ObjectNode map) {
            return map;
        }
        throw new GitOpsException("the values that were given must be a map of names, as in a values file");
    }

    /** As Helm merges values files; null takes a value away and so must stay. */
    private static ObjectNode merge(ObjectNode below, ObjectNode above) {
        for (Map.Entry<String, JsonNode> entry : above.properties()) {
            boolean maps = entry.getValue() instanceof ObjectNode && below.get(entry.getKey()) instanceof ObjectNode;
            below.set(
                    entry.getKey(),
                    maps
                            ? merge((ObjectNode) below.get(entry.getKey()), (ObjectNode) entry.getValue())
                            : entry.getValue());
        }
        return below;
    }
}
