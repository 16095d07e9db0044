package io.jenkins.plugins.gitops.core.report;

/** Colours a console's text, when colour is wanted. What it is given must already be safe to show. */
final class Ink {
    private static final String ESCAPE = "\u001b[";

    private final boolean colour;

    Ink(boolean colour) {
        this.colour = colour;
    }

    String paint(Tone tone, String text) {
        return switch (tone) {
            case GOOD -> wrap("32", text);
            case CHANGED -> wrap("33", text);
            case WARNING -> wrap("35", text);
            case BAD -> wrap("31", text);
            case BUSY -> wrap("36", text);
            case QUIET -> wrap("2", text);
        };
    }

    String bold(String text) {
        return wrap("1", text);
    }

    /** Colours a line of a unified diff by its first character. */
    String diff(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> paint(Tone.GOOD, line);
            case '-' -> paint(Tone.BAD, line);
            case '@' -> paint(Tone.BUSY, line);
            default -> line;
        };
    }

    private String wrap(String code, String text) {
        return colour && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
