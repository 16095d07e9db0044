package io.jenkins.plugins.gitops.steps;

import org.jvnet.hudson.test.injected.InjectedTestBase;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The generated InjectedTest once more, with the question that it leaves out: no page has a script of its own. */
@WithJenkins
class InlineScriptITest extends InjectedTestBase {
    InlineScriptITest() {
        super("io.jenkins.plugins", "gitops", "test", "target/classes", true, true);
    }
}
