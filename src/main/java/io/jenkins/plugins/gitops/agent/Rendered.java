package io.jenkins.plugins.gitops.agent;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.SourceFacts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the agent tells the controller about a render. The agent is not trusted: this constructor, which runs on the
 * controller too when the answer arrives, limits every length.
 *
 * @param app the app
 * @param environment the environment it is for; empty for any
 * @param file the file that was written, relative to the workspace
 * @param digest the digest over the objects
 * @param objectCount how many objects there are
 * @param source facts about the source for the record
 * @param commitJson the commit as JSON, see {@link #commit}; empty outside of a Git work tree
 * @param warnings what people should know
 * @param manifests objects and hooks as YAML, compressed
 */
public record Rendered(
        String app,
        String environment,
        String file,
        String digest,
        int objectCount,
        SourceFacts source,
        String commitJson,
        List<String> warnings,
        byte[] manifests)
        implements Serializable {
    private static final int LONGEST_LINE = 500;
    private static final int MOST_LINES = 1000;

    public Rendered {
        app = line(app);
        environment = line(environment);
        file = line(file);
        digest = line(digest);
        source = new SourceFacts(
                line(source.type()),
                line(source.path()),
                new HelmOrigin(
                        line(source.origin().repository()),
                        line(source.origin().version()),
                        line(source.origin().digest())),
                line(source.tool()),
                lines(source.images()));
        warnings = lines(warnings);
    }

    /** @return the commit that is checked out; empty outside of a Git work tree */
    public Optional<Commit> commit() {
        return commitJson.isEmpty() ? Optional.empty() : Optional.of(CommitOnWire.unpack(commitJson));
    }

    static List<String> lines(List<String> given) {
        List<String> kept = new ArrayList<>();
        for (String line : given.subList(0, Math.min(given.size(), MOST_LINES))) {
            kept.add(line(line));
        }
        return kept;
    }

    static String line(String given) {
        String shown = given.length() > LONGEST_LINE ? given.substring(0, LONGEST_LINE) + "…" : given;
        return shown.replaceAll("\\p{Cntrl}", " ");
    }
}
