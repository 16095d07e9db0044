package io.jenkins.plugins.gitops.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.gitops.core.git.Commit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the agent tells the controller about a render. The agent is not trusted: this constructor, which runs on the
 * controller too when the answer arrives, limits every length.
 *
 * @param file the file that was written, relative to the workspace
 * @param digest the digest over the objects
 * @param objectCount how many objects there are
 * @param sourceType what the source was found to be
 * @param sourcePath its path below the source directory
 * @param tool the program that rendered, or empty
 * @param commit the commit that is checked out; null outside of a Git work tree
 * @param images the objects' images
 * @param warnings what people should know
 * @param manifests objects and hooks as YAML, compressed
 */
public record Rendered(
        String file,
        String digest,
        int objectCount,
        String sourceType,
        String sourcePath,
        String tool,
        @CheckForNull Commit commit,
        List<String> images,
        List<String> warnings,
        byte[] manifests)
        implements Serializable {
    private static final int LONGEST_LINE = 500;
    private static final int MOST_LINES = 1000;
    private static final Pattern COMMIT_ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    public Rendered {
        file = line(file);
        digest = line(digest);
        sourceType = line(sourceType);
        sourcePath = line(sourcePath);
        tool = line(tool);
        commit = commit == null ? null : limited(commit);
        images = lines(images);
        warnings = lines(warnings);
    }

    /** @return the commit, as far as it can be believed */
    static Commit limited(Commit given) {
        if (!COMMIT_ID.matcher(given.id()).matches()) {
            throw new IllegalArgumentException("the agent names a commit whose id is none");
        }
        return new Commit(
                line(given.id()),
                line(given.author()),
                given.time(),
                line(given.subject()),
                line(given.branch()),
                line(given.remote()),
                lines(given.dirty()));
    }

    private static List<String> lines(List<String> given) {
        List<String> kept = new ArrayList<>();
        for (String line : given.subList(0, Math.min(given.size(), MOST_LINES))) {
            kept.add(line(line));
        }
        return kept;
    }

    private static String line(String given) {
        String shown = given.length() > LONGEST_LINE ? given.substring(0, LONGEST_LINE) + "…" : given;
        return shown.replaceAll("\\p{Cntrl}", " ");
    }
}
