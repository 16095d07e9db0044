package io.jenkins.plugins.gitops.forms;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Lists of names with values: {@code NAME=VALUE} each. */
public final class Pairs {
    private Pairs() {}

    /**
     * @param option the name of the list, for messages
     * @param expand fills in variables
     * @return the values by their names, in the order of the list; of a name that is there twice the last one
     * @throws GitOpsException when a line has no name
     */
    public static Map<String, String> of(
            String option, @CheckForNull List<String> lines, UnaryOperator<String> expand) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Lines.each(lines, expand).forEach(line -> {
            int equals = require(option, line);
            pairs.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return pairs;
    }

    /**
     * @param line a line of the list
     * @return where its equals sign is
     * @throws GitOpsException when it has no name
     */
    public static int require(String option, String line) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new GitOpsException(Messages.Pairs_form(option, line));
        }
        return equals;
    }
}
