package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.io.PrintWriter;

/** Progress as lines on a console. */
final class ConsoleProgress implements Progress {
    private static final String ESCAPE = "\u001b[";

    private final PrintWriter out;
    private final boolean colored;

    ConsoleProgress(PrintWriter out, boolean colored) {
        this.out = out;
        this.colored = colored;
    }

    @Override
    public void phase(String name) {
        line(paint("1", "== " + name));
    }

    @Override
    public void info(String text) {
        line(clean(text));
    }

    @Override
    public void warn(String text) {
        line(paint("33", "warning: " + clean(text)));
    }

    @Override
    public void object(ResourceKey key, String state, String message) {
        String color =
                switch (state) {
                    case "failed", "missing" -> "31";
                    case "created", "healthy" -> "32";
                    case "updated", "pruned", "replaced", "progressing" -> "33";
                    default -> "0";
                };
        line("  " + paint(color, String.format("%-12s", state)) + clean(key.toString())
                + (message.isEmpty() ? "" : ": " + clean(message)));
    }

    private synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    private String paint(String code, String text) {
        return colored ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }

    /** What comes from a cluster may hold escape sequences that would take over the terminal. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD");
    }
}
