package io.jenkins.plugins.gitops.core.manifest;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** On which lines of a small YAML document its fields stand. */
public final class YamlLines {
    private final Map<List<String>, Integer> lines = new HashMap<>();

    private YamlLines() {}

    /** @param text one document that {@link ManifestReader#readDocument} has accepted */
    public static YamlLines of(String text) {
        YamlLines lines = new YamlLines();
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        if (root != null) {
            lines.add(List.of(), root, line(root));
        }
        return lines;
    }

    /**
     * @param path names of fields, and numbers of list elements from 0
     * @return the line of the field, or of what surrounds it when it is not there itself; from 1
     */
    public int line(List<String> path) {
        for (int length = path.size(); length > 0; length--) {
            Integer line = lines.get(path.subList(0, length));
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault(List.of(), 1);
    }

    private void add(List<String> path, Node node, int line) {
        lines.put(path, line);
        if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    add(with(path, key.getValue()), entry.getValueNode(), line(key));
                }
            }
        } else if (node instanceof SequenceNode list) {
            int number = 0;
            for (Node element : list.getValue()) {
                add(with(path, String.valueOf(number)), element, line(element));
                number++;
            }
        }
    }

    private static List<String> with(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
