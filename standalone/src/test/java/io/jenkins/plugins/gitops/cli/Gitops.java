package io.jenkins.plugins.gitops.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command inside the test, as the process would. */
final class Gitops {
    private Gitops() {}

    /** How it ended. */
    record Result(int exitCode, String output, String error) {}

    static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
