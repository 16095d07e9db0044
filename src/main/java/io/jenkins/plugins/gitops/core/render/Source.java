package io.jenkins.plugins.gitops.core.render;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What to render. All paths are relative to the source directory and may not leave it. Serializable, for a controller
 * tells it to an agent.
 */
public sealed interface Source extends Serializable {
    /** @return the word for people and records: {@code manifests}, {@code kustomize} or {@code helm} */
    String type();

    /** @return the path that the source names */
    String path();

    /** Looks at the directory: {@code Chart.yaml} means Helm, {@code kustomization.yaml} Kustomize, else manifests. */
    record Detect(String path) implements Source {
        @Override
        public String type() {
            return "detect";
        }
    }

    /** A YAML or JSON file, or a directory of them, read recursively in the order of their names. */
    record Manifests(String path) implements Source {
        @Override
        public String type() {
            return "manifests";
        }
    }

    /** A directory with a {@code kustomization.yaml}. */
    record Kustomize(String path) implements Source {
        @Override
        public String type() {
            return "kustomize";
        }
    }

    /**
     * A chart directory or a packaged chart.
     *
     * @param path the chart
     * @param release the release name; empty means the app's name
     * @param valuesFiles values files in their order, relative to the source directory
     * @param set single values, as {@code --set} takes them
     */
    record Helm(String path, String release, List<String> valuesFiles, Map<String, String> set) implements Source {
        public Helm {
            valuesFiles = List.copyOf(valuesFiles);
            set = Map.copyOf(set);
        }

        @Override
        public String type() {
            return "helm";
        }
    }
}
