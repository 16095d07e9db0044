package io.jenkins.plugins.gitops.forms;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a form says to a text that a build will read: what the build would say. Texts with variables are left alone, since
 * nobody knows yet what will be in them.
 */
public final class FormCheck {
    private FormCheck() {}

    /** @param reader what takes each line of a text area, and throws a {@link GitOpsException} when it cannot */
    public static FormValidation lines(@CheckForNull String text, Consumer<String> reader) {
        return answer(Lines.of(List.of(Util.fixNull(text))).stream()
                .flatMap(line -> problem(line, reader).stream())
                .toList());
    }

    /** @param reader what takes the whole text, unless it is empty, and throws a {@link GitOpsException} when it cannot */
    public static FormValidation text(@CheckForNull String text, Consumer<String> reader) {
        String given = Util.fixNull(text);
        return given.isBlank()
                ? FormValidation.ok()
                : answer(problem(given, reader).stream().toList());
    }

    private static Optional<String> problem(String text, Consumer<String> reader) {
        if (text.indexOf('$') >= 0) {
            return Optional.empty();
        }
        try {
            reader.accept(text);
            return Optional.empty();
        } catch (GitOpsException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static FormValidation answer(List<String> problems) {
        return problems.isEmpty() ? FormValidation.ok() : FormValidation.error(String.join("\n", problems));
    }
}
