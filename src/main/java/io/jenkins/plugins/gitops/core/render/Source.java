package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What to render. All paths are relative to the source directory and may not leave it; an empty one means what is named
 * elsewhere, see {@link #over}. Serializable, for a controller tells it to an agent.
 */
public sealed interface Source extends Serializable {
    /** @return the word for people and records: {@code manifests}, {@code kustomize} or {@code helm} */
    String type();

    /** @return the path that the source names */
    String path();

    /**
     * Lays this over what was said before.
     *
     * @param below what holds as far as this says nothing
     * @return this when it names a path, else {@code below} with what this says about it
     * @throws GitOpsException when {@code below} is of another kind
     */
    Source over(Source below);

    private static String pathFor(Source said, Source below) {
        if (!(below instanceof Detect) && !below.type().equals(said.type())) {
            throw new GitOpsException("'" + below.path() + "' is named as a source of the kind " + below.type()
                    + ", and what is said about it is for " + said.type()
                    + "; name the path there too, or leave it out");
        }
        return below.path();
    }

    /** Looks at the directory: {@code Chart.yaml} means Helm, {@code kustomization.yaml} Kustomize, else manifests. */
    record Detect(String path) implements Source {
        @Override
        public String type() {
            return "detect";
        }

        @Override
        public Source over(Source below) {
            return path.isEmpty() ? below : this;
        }
    }

    /**
     * A YAML or JSON file, or a directory of them, read in the order of their names.
     *
     * @param path the file or directory
     * @param recursive whether subdirectories are read
     * @param include patterns of files to read; none means all with a name that ends like YAML or JSON
     * @param exclude patterns of files and directories to leave out; see {@link FilePatterns} for both
     */
    record Manifests(String path, boolean recursive, List<String> include, List<String> exclude) implements Source {
        public Manifests {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }

        /** All of a file or directory. */
        public Manifests(String path) {
            this(path, true, List.of(), List.of());
        }

        @Override
        public String type() {
            return "manifests";
        }

        @Override
        public Source over(Source below) {
            if (!path.isEmpty()) {
                return this;
            }
            String named = pathFor(this, below);
            Manifests files = below instanceof Manifests manifests ? manifests : new Manifests(named);
            return new Manifests(
                    named,
                    recursive && files.recursive,
                    include.isEmpty() ? files.include : include,
                    exclude.isEmpty() ? files.exclude : exclude);
        }
    }

    /**
     * A directory with a {@code kustomization.yaml}.
     *
     * @param path the directory
     * @param remote whether Kustomize may fetch bases and files from elsewhere
     */
    record Kustomize(String path, boolean remote) implements Source {
        /** Of files that are there. */
        public Kustomize(String path) {
            this(path, false);
        }

        @Override
        public String type() {
            return "kustomize";
        }

        @Override
        public Source over(Source below) {
            if (!path.isEmpty()) {
                return this;
            }
            String named = pathFor(this, below);
            return new Kustomize(named, remote || below instanceof Kustomize kustomization && kustomization.remote);
        }
    }

    /**
     * A chart directory, a packaged chart, or a chart in a registry or repository.
     *
     * @param path the chart: a path, {@code oci://…}, or its name in a repository
     * @param release the release name; empty means the app's name
     * @param origin where it comes from when it is no path
     * @param values its values
     */
    record Helm(String path, String release, HelmOrigin origin, HelmValues values) implements Source {
        /** A chart in the source directory with values files, and single values as {@code --set} takes them. */
        public Helm(String path, String release, List<String> valuesFiles, Map<String, String> set) {
            this(path, release, HelmOrigin.LOCAL, new HelmValues(valuesFiles, "", set, Map.of(), Map.of()));
        }

        @Override
        public String type() {
            return "helm";
        }

        @Override
        public Source over(Source below) {
            if (!path.isEmpty()) {
                return this;
            }
            String named = pathFor(this, below);
            Helm chart = below instanceof Helm helm ? helm : new Helm(named, "", HelmOrigin.LOCAL, HelmValues.NONE);
            return new Helm(
                    named,
                    release.isEmpty() ? chart.release : release,
                    origin.over(chart.origin),
                    values.over(chart.values));
        }
    }
}
