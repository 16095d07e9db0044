package io.jenkins.plugins.gitops.core.health;

import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;

/** Keeps what people would have read, a line each. */
class RecordingProgress implements Progress {
    final List<String> lines = new ArrayList<>();

    @Override
    public void phase(String name) {
        lines.add("== " + name);
    }

    @Override
    public void info(String line) {
        lines.add(line);
    }

    @Override
    public void warn(String line) {
        lines.add("warning: " + line);
    }

    @Override
    public void object(ResourceKey key, String state, String message) {
        lines.add(key.shortName() + " " + state + (message.isEmpty() ? "" : ": " + message));
    }
}
