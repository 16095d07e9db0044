package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The values of a chart as options of the {@code helm} program. */
final class HelmValueOptions {
    /** Helm takes a list of values files apart at commas, and quotes. */
    private static final Pattern LIST_SIGNS = Pattern.compile("[,\"]");
    /** What has a meaning in the name of a value. */
    private static final Pattern NAME_SIGNS = Pattern.compile("[\\\\.,=\\[]");

    private final SourceDirectory directory;
    private final String chart;
    private final List<String> options = new ArrayList<>();

    private HelmValueOptions(SourceDirectory directory, String chart) {
        this.directory = directory;
        this.chart = chart;
    }

    /**
     * @param chart the path of the chart in the directory; empty when it is elsewhere
     * @throws GitOpsException when a path leads out of the directory or to nothing, or a value looks like an option
     */
    static List<String> of(SourceDirectory directory, String chart, HelmValues values) {
        HelmValueOptions options = new HelmValueOptions(directory, chart);
        values.files().forEach(file -> options.add("--values", options.valuesFile(file)));
        if (!values.inline().isBlank()) {
            options.inline(values.inline());
        }
        options.each("--set", values.set());
        options.each("--set-string", values.setString());
        Map<String, String> files = new TreeMap<>();
        values.setFile().forEach((name, file) -> files.put(name, options.contentFile(file)));
        options.each("--set-file", files);
        return options.options;
    }

    private void add(String option, String value) {
        options.add(option);
        options.add(value);
    }

    private void each(String option, Map<String, String> values) {
        new TreeMap<>(values)
                .forEach((name, value) -> add(option, Arguments.require(name, "value name") + "=" + value));
    }

    private void inline(String text) {
        inline("", HelmValues.map(text));
    }

    /** One option a leaf, for Helm puts the JSON of a whole map in place of what values files say about any part of it. */
    private void inline(String prefix, ObjectNode map) {
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String name = prefix + NAME_SIGNS.matcher(entry.getKey()).replaceAll("\\\\$0");
            if (entry.getValue() instanceof ObjectNode inner && !inner.isEmpty()) {
                inline(name + ".", inner);
            } else {
                add("--set-json", Arguments.require(name, "value name") + "=" + Json.write(entry.getValue()));
            }
        }
    }

    /** Values files stand in the source directory, or else, as people write it for a chart of their own, in the chart. */
    private String valuesFile(String file) {
        requirePlain(file, "values file");
        String inChart = chart + "/" + file;
        boolean ofChart =
                !chart.isEmpty() && !directory.has(file, "values file") && directory.has(inChart, "values file");
        return "./" + directory.relative(directory.resolve(ofChart ? inChart : file, "values file"));
    }

    private String contentFile(String file) {
        requirePlain(file, "file of a value");
        return "./" + directory.relative(directory.resolve(file, "file of a value"));
    }

    private static void requirePlain(String file, String what) {
        if (LIST_SIGNS.matcher(file).find()) {
            throw new GitOpsException(what + " '" + file + "': helm cannot read a name with commas or quotes");
        }
    }
}
