package io.jenkins.plugins.gitops.steps;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent tells the controller about a render. The agent is not trusted: this constructor, which runs on the
 * controller too when the answer arrives, limits every length.
 *
 * @param file the file that was written, relative to the workspace
 * @param digest the digest over the objects
 * @param objectCount how many objects there are
 * @param sourceType what the source was found to be
 * @param tool the program that rendered, or empty
 * @param commit the full id of the commit, or empty
 * @param commitLine the commit for the log: short id, subject, author; or empty
 * @param images the objects' images
 * @param warnings what people should know
 */
record Rendered(
        String file,
        String digest,
        int objectCount,
        String sourceType,
        String tool,
        String commit,
        String commitLine,
        List<String> images,
        List<String> warnings)
        implements Serializable {
    private static final int LONGEST_LINE = 500;
    private static final int MOST_LINES = 1000;

    Rendered {
        file = line(file);
        digest = line(digest);
        sourceType = line(sourceType);
        tool = line(tool);
        commit = line(commit);
        commitLine = line(commitLine);
        images = lines(images);
        warnings = lines(warnings);
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
