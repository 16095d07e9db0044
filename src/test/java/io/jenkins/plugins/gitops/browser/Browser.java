package io.jenkins.plugins.gitops.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A browser for a test class, registered with {@code @RegisterExtension static}. Without one on the machine the class is
 * skipped and says why; where {@code CI=true} it fails, unless it was made to do without.
 */
public final class Browser implements ExecutionCondition, BeforeAllCallback, AfterAllCallback {
    private final boolean needed;
    private Chromium chromium;

    public Browser() {
        this(true);
    }

    private Browser(boolean needed) {
        this.needed = needed;
    }

    /** @return a browser without which the class is skipped everywhere: the machines that build plugins have none */
    public static Browser ifThere() {
        return new Browser(false);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Chromium.find().isPresent() || needed && "true".equals(System.getenv("CI"))
                ? ConditionEvaluationResult.enabled("")
                : ConditionEvaluationResult.disabled(Chromium.MISSING);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Path program = Chromium.find().orElseThrow(() -> new IllegalStateException(Chromium.MISSING));
        chromium = Chromium.start(program);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (chromium != null) {
            chromium.close();
        }
    }

    /** @return a new page, to be closed by the caller */
    public Page newPage() {
        return chromium.newPage();
    }
}
