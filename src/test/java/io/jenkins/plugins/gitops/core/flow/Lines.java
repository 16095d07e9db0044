package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;

/** Keeps what people would have read. */
final class Lines implements Progress {
    private final List<String> infos = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> objects = new ArrayList<>();

    @Override
    public void phase(String name) {}

    @Override
    public synchronized void info(String line) {
        infos.add(line);
    }

    @Override
    public synchronized void warn(String line) {
        warnings.add(line);
    }

    @Override
    public synchronized void object(ResourceKey key, String state, String message) {
        objects.add(state + " " + key.shortName());
    }

    synchronized List<String> objects() {
        return List.copyOf(objects);
    }

    synchronized List<String> infos() {
        return List.copyOf(infos);
    }

    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }
}
