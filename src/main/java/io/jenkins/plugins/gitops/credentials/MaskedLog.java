package io.jenkins.plugins.gitops.credentials;

import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;

/** Logs in which secrets cannot be read. */
public final class MaskedLog {
    private MaskedLog() {}

    /**
     * @param listener where the text goes
     * @param secrets what is replaced by stars, also in Base64 and as shells quote it
     * @return a listener for one thread; a line shows when it is complete
     */
    public static TaskListener masking(TaskListener listener, Collection<String> secrets) {
        if (secrets.isEmpty()) {
            return listener;
        }
        Pattern pattern = SecretPatterns.getAggregateSecretPattern(secrets);
        OutputStream masked = new SecretPatterns.MaskingOutputStream(
                listener.getLogger(), () -> pattern, StandardCharsets.UTF_8.name());
        return new StreamTaskListener(masked, StandardCharsets.UTF_8);
    }
}
