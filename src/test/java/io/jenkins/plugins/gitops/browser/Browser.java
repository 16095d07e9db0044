package io.jenkins.plugins.gitops.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A browser for a test class, registered with {@code @RegisterExtension static}. Without one on the machine the tests are
 * skipped and say why, and fail where {@code CI=true}.
 */
public final class Browser implements BeforeAllCallback, AfterAllCallback {
    private Chromium chromium;

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> program = Chromium.find();
        if (program.isEmpty()) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(Chromium.MISSING);
            }
            abort(Chromium.MISSING);
        }
        chromium = Chromium.start(program.get());
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
