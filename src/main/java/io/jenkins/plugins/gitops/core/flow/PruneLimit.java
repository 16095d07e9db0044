package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many objects one deployment may prune: a number, or a share of what the inventory lists.
 *
 * @param value objects, or percent
 * @param isShare whether the value is a percentage, rounded down to whole objects
 */
public record PruneLimit(int value, boolean isShare) {
    /** More objects at once than anybody takes away on purpose in a small change. */
    public static final PruneLimit DEFAULT = new PruneLimit(20, false);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(%?)");
    private static final int ALL = 100;

    /**
     * @param text {@code 20}, or {@code 25%}
     * @throws GitOpsException when it is neither
     */
    public static PruneLimit parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (matcher.matches()) {
            PruneLimit limit = new PruneLimit(
                    Integer.parseInt(matcher.group(1)), !matcher.group(2).isEmpty());
            if (!limit.isShare || limit.value <= ALL) {
                return limit;
            }
        }
        throw new GitOpsException(
                "\"" + text + "\" is no limit for deletions: say how many objects may be deleted at once,"
                        + " as a number (20) or as a share of the app's objects (25%)");
    }

    /** @return how many objects of the inventory may go at once */
    long of(Inventory inventory) {
        return isShare ? (long) inventory.members().size() * value / ALL : value;
    }

    /** @return as it is parsed */
    @Override
    public String toString() {
        return value + (isShare ? "%" : "");
    }
}
