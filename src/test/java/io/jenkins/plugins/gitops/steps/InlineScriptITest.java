package io.jenkins.plugins.gitops.steps;

import org.jvnet.hudson.test.injected.InjectedTestBase;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What the generated InjectedTest asks of every plugin (it starts, its pages parse and escape), and what that leaves out:
 * no page has a script of its own, which the content security policy would not run.
 */
@WithJenkins
class InlineScriptITest extends InjectedTestBase {
    InlineScriptITest() {
        super("io.jenkins.plugins", "gitops", "test", "target/classes", true, true);
    }
}
