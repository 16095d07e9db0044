package io.jenkins.plugins.gitops.core.render;

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
}
