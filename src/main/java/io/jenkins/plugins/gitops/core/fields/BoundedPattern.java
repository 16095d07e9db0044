package io.jenkins.plugins.gitops.core.fields;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions that end: a pattern may look at a text only so often, whatever either of them is. */
final class BoundedPattern {
    /** How many characters one search may look at: a tenth of a second of the worst pattern. */
    private static final int MOST_LOOKS = 5_000_000;

    private BoundedPattern() {}

    /**
     * @return whether the pattern matches somewhere in the text
     * @throws GitOpsException when the pattern is none, or takes too long
     */
    static boolean find(String text, String pattern) {
        try {
            return Pattern.compile(pattern)
                    .matcher(new Counted(text, new int[] {MOST_LOOKS}))
                    .find();
        } catch (PatternSyntaxException e) {
            throw new GitOpsException("\"" + pattern + "\" is not a regular expression: " + e.getDescription(), e);
        } catch (TooLong | StackOverflowError e) {
            throw new GitOpsException(
                    "the regular expression \"" + pattern + "\" takes too long; write it without repetitions inside of"
                            + " repetitions",
                    e);
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A text that counts how often it is looked at. */
    private record Counted(CharSequence text, int[] left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (left[0]-- <= 0) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
